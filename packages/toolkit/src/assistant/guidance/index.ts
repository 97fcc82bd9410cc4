/** What the law's part of the corpus is made from, before it is cut into terms. Read by `tools/assistant.ts` and tests, never by the program. */
export { lawEntries } from './law-entries.ts'
