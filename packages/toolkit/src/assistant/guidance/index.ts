/** What the law's part of the corpus is made from, before it is cut into terms. Read by `tools/assistant.ts` and tests, never by the program. */
export { moreAsks, moreRefusalAsks, refusals } from './files.ts'
export { lawEntries } from './law-entries.ts'
