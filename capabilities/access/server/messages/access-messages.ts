import { registerMessages } from '#platform/http/messages/message-table.ts'
import type { Messages } from '#platform/http/messages/message-table.ts'

const SIGN_IN: Messages = {
  'access.credentials_wrong': { 'zh-CN': '账号或密码不正确', 'zh-TW': '帳號或密碼不正確', en: 'The account or password is not correct' },
  'access.code_needed': { 'zh-CN': '请输入身份验证器中的 6 位验证码', 'zh-TW': '請輸入驗證器中的 6 位驗證碼', en: 'Please enter the 6-digit code from your authenticator' },
  'access.code_wrong': { 'zh-CN': '验证码不正确或已过期', 'zh-TW': '驗證碼不正確或已過期', en: 'The code is wrong or has expired' },
  'access.wait': { 'zh-CN': '尝试次数过多，请在 {wait}后再试', 'zh-TW': '嘗試次數過多，請於 {wait}後再試', en: 'Too many attempts; please try again in {wait}' },
  'access.bad_origin': { 'zh-CN': '这个请求来自别的网站，已被拒绝', 'zh-TW': '這個請求來自其他網站，已被拒絕', en: 'This request came from another site and was refused' },
  'access.session_needed': { 'zh-CN': '此操作须由本人登录后进行，API 密钥不能代替', 'zh-TW': '此操作須由本人登入後進行，API 金鑰不能代替', en: 'This has to be done by a signed-in person, not with an API key' },
  'access.password_change_required': { 'zh-CN': '首次登录请先修改密码', 'zh-TW': '首次登入請先修改密碼', en: 'Please change your password before going on' },
  'access.forbidden': { 'zh-CN': '您没有进行此操作的权限（{permission}）', 'zh-TW': '您沒有進行此操作的權限（{permission}）', en: 'You are not permitted to do this ({permission})' },
}

const PASSWORDS: Messages = {
  'access.password_too_short': { 'zh-CN': '密码至少需要 {lengthMin} 个字符', 'zh-TW': '密碼至少需要 {lengthMin} 個字元', en: 'A password needs at least {lengthMin} characters' },
  'access.password_too_long': { 'zh-CN': '密码最多 {lengthMax} 个字符', 'zh-TW': '密碼最多 {lengthMax} 個字元', en: 'A password has at most {lengthMax} characters' },
  'access.password_too_plain': { 'zh-CN': '密码太简单，请使用更多不同的字符', 'zh-TW': '密碼太簡單，請使用更多不同的字元', en: 'The password is too plain; use more different characters' },
  'access.password_holds_name': { 'zh-CN': '密码里不要包含工号或邮箱名', 'zh-TW': '密碼中請勿包含工號或信箱名稱', en: 'The password must not contain your staff number or mailbox name' },
  'access.password_common': { 'zh-CN': '这个密码太常见，容易被猜中，请换一个，例如几个互不相干的词', 'zh-TW': '這個密碼太常見，容易被猜中，請換一個，例如幾個互不相干的詞', en: 'This password is too common and easily guessed; choose another, such as a few unrelated words' },
  'access.password_unchanged': { 'zh-CN': '新密码不能与原密码相同', 'zh-TW': '新密碼不能與原密碼相同', en: 'The new password must differ from the old one' },
  'access.password_wrong': { 'zh-CN': '当前密码不正确', 'zh-TW': '目前的密碼不正確', en: 'Your current password is not correct' },
  'access.totp_already_on': { 'zh-CN': '已经启用了两步验证', 'zh-TW': '已啟用兩步驟驗證', en: 'Two-step verification is already on' },
  'access.totp_not_on': { 'zh-CN': '尚未启用两步验证', 'zh-TW': '尚未啟用兩步驟驗證', en: 'Two-step verification is not on' },
  'access.totp_wrong': { 'zh-CN': '验证码不正确，请检查手机时间后再试', 'zh-TW': '驗證碼不正確，請檢查手機時間後再試', en: 'The code is not correct; check the clock of your phone and try again' },
}

const STAFF: Messages = {
  'staff.number_taken': { 'zh-CN': '这个工号已有人使用', 'zh-TW': '這個工號已有人使用', en: 'This staff number is already taken' },
  'staff.email_taken': { 'zh-CN': '这个邮箱已有人使用', 'zh-TW': '這個信箱已有人使用', en: 'This mail address is already taken' },
  'staff.unknown_role': { 'zh-CN': '服务手册里没有岗位“{role}”', 'zh-TW': '服務手冊中沒有崗位「{role}」', en: 'The handbook has no role "{role}"' },
  'staff.unknown_team': { 'zh-CN': '没有这个团队，或团队已停用', 'zh-TW': '沒有這個團隊，或團隊已停用', en: 'There is no such team, or it was dissolved' },
  'staff.role_exceeds': { 'zh-CN': '岗位“{role}”的权限超出了您自己的权限，不能授予', 'zh-TW': '崗位「{role}」的權限超出您自己的權限，不能授予', en: 'The role "{role}" may do more than you, so you cannot give it' },
  'staff.outranks': { 'zh-CN': '对方的权限超出您的权限，不能由您修改', 'zh-TW': '對方的權限超出您的權限，不能由您修改', en: 'This colleague may do more than you, so you cannot change them' },
  'staff.last_administrator': { 'zh-CN': '这是最后一位管理员：请先指定另一位管理员', 'zh-TW': '這是最後一位管理員：請先指定另一位管理員', en: 'This is the last administrator: appoint another first' },
  'staff.archived': { 'zh-CN': '该员工已归档，请先恢复', 'zh-TW': '該員工已封存，請先還原', en: 'This colleague is archived; restore them first' },
  'staff.not_archived': { 'zh-CN': '该员工没有归档', 'zh-TW': '該員工未封存', en: 'This colleague is not archived' },
  'invitation.gone': { 'zh-CN': '这份邀请已使用、已撤回或已过期，请向管理员要一份新的', 'zh-TW': '這份邀請已使用、已撤回或已過期，請向管理員索取新的邀請', en: 'This invitation was used, taken back or has expired; ask your administrator for a new one' },
  'team.name_taken': { 'zh-CN': '已有同名的团队', 'zh-TW': '已有同名的團隊', en: 'There is already a team of this name' },
  'team.unknown_lead': { 'zh-CN': '找不到这位负责人，或其已停用', 'zh-TW': '找不到這位負責人，或其已停用', en: 'There is no such colleague to lead the team' },
  'team.archived': { 'zh-CN': '该团队已停用，请先恢复', 'zh-TW': '該團隊已停用，請先還原', en: 'This team was dissolved; restore it first' },
  'team.not_archived': { 'zh-CN': '该团队没有停用', 'zh-TW': '該團隊未停用', en: 'This team is not dissolved' },
  'api_key.permission_exceeds': { 'zh-CN': '权限“{permission}”超出了您自己的权限，不能授予密钥', 'zh-TW': '權限「{permission}」超出您自己的權限，不能授予金鑰', en: 'You do not hold "{permission}" for everything, so the key cannot have it' },
  'api_key.expired_already': { 'zh-CN': '到期时间已经过去', 'zh-TW': '到期時間已經過去', en: 'The time of expiry has passed already' },
  'api_key.revoked': { 'zh-CN': '这个密钥已经吊销', 'zh-TW': '這個金鑰已撤銷', en: 'This key has been revoked already' },
}

/** What can never be right, whatever else changes, is 422. */
const UNPROCESSABLE = [
  'access.password_too_short', 'access.password_too_long', 'access.password_too_plain', 'access.password_holds_name', 'access.password_common', 'access.password_unchanged', 'access.password_wrong', 'access.totp_wrong',
  'staff.unknown_role', 'staff.unknown_team', 'staff.role_exceeds', 'team.unknown_lead', 'api_key.permission_exceeds', 'api_key.expired_already',
] as const

registerMessages({ ...SIGN_IN, ...PASSWORDS, ...STAFF }, { unprocessable: UNPROCESSABLE })
