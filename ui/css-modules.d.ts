declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>
  export default classes
}
declare module '*.css'

declare module '*.js?url' {
  const address: string
  export default address
}
