/** Words of the web application: one file per area, each in English and German. */
export { defineWords, type Words } from './define.ts'
export { shellWords } from './shell.ts'
export { noticeTexts, noticeWords } from './notices.ts'
