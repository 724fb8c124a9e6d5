declare module 'virtual:component-base.css'
