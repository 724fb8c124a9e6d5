/** The words of signing in and of one's own account. */
export const WORDS = {
  'sign_in.title': '登录',
  'sign_in.account': '工号或邮箱',
  'sign_in.password': '密码',
  'sign_in.code': '验证码',
  'sign_in.code_hint': '打开手机上的身份验证器，输入 6 位数字；手机不在身边时可以用备用码。',
  'sign_in.submit': '登录',
  'sign_in.again': '换一个账号',
  'sign_in.first_hint': '第一次使用？管理员工号和一次性密码显示在启动 CareLoop 的终端里。',
  'guests.title': '演示账号',
  'guests.text': '点一下就能登录；密码都是 {password}。',
  'password.title': '设置您自己的密码',
  'password.text': '您用一次性密码登录。请换成只有您知道的密码，至少 10 个字符，例如几个互不相干的词。',
  'password.one_time': '一次性密码',
  'password.new': '新密码',
  'password.repeat': '再输入一次新密码',
  'password.differ': '两次输入的密码不一样',
  'password.submit': '保存并继续',
  'required': '请填写',
} as const
export type AccessWord = keyof typeof WORDS
