import type { AccessWord } from './zh-cn.ts'

export const WORDS: Readonly<Record<AccessWord, string>> = {
  'sign_in.title': 'Sign in',
  'sign_in.account': 'Staff number or mail address',
  'sign_in.password': 'Password',
  'sign_in.code': 'Verification code',
  'sign_in.code_hint': 'Open the authenticator on your phone and enter its 6 digits, or a backup code when the phone is not at hand.',
  'sign_in.submit': 'Sign in',
  'sign_in.again': 'Use another account',
  'sign_in.first_hint': 'First time here? The administrator\'s number and one-time password are shown in the terminal that started CareLoop.',
  'guests.title': 'Demo accounts',
  'guests.text': 'One click signs you in. Everybody\'s password is {password}.',
  'password.title': 'Choose your own password',
  'password.text': 'You signed in with a one-time password. Choose one that only you know, of at least 10 characters, such as a few unrelated words.',
  'password.one_time': 'One-time password',
  'password.new': 'New password',
  'password.repeat': 'New password once more',
  'password.differ': 'The two passwords are not the same',
  'password.submit': 'Save and go on',
  'required': 'Please fill this in',
}
