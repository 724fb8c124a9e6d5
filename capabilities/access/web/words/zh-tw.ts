import type { AccessWord } from './zh-cn.ts'

export const WORDS: Readonly<Record<AccessWord, string>> = {
  'sign_in.title': '登入',
  'sign_in.account': '工號或信箱',
  'sign_in.password': '密碼',
  'sign_in.code': '驗證碼',
  'sign_in.code_hint': '開啟手機上的驗證器，輸入 6 位數字；手機不在身邊時可以用備用碼。',
  'sign_in.submit': '登入',
  'sign_in.again': '換一個帳號',
  'sign_in.first_hint': '第一次使用？管理員工號和一次性密碼顯示在啟動 CareLoop 的終端機裡。',
  'guests.title': '示範帳號',
  'guests.text': '點一下就能登入；密碼都是 {password}。',
  'password.title': '設定您自己的密碼',
  'password.text': '您用一次性密碼登入。請換成只有您知道的密碼，至少 10 個字元，例如幾個互不相干的詞。',
  'password.one_time': '一次性密碼',
  'password.new': '新密碼',
  'password.repeat': '再輸入一次新密碼',
  'password.differ': '兩次輸入的密碼不一樣',
  'password.submit': '儲存並繼續',
  'required': '請填寫',
}
