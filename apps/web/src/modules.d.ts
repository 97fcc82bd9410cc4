/** Kinds of files that only the bundler understands. */
declare module 'virtual:look.css'
