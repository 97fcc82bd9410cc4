/** Words of the web application: one file per area, each in English and German. */
export { defineWords, type Words } from './define.ts'
export { shellWords } from './shell.ts'
export { noticeTexts, noticeWords } from './notices.ts'
export { publicTexts, publicWords } from './public.ts'
export { planWords } from './plan.ts'
export { questionWords } from './questions.ts'
export { requirementWords } from './requirements.ts'
export { scopeWords } from './scope.ts'
