/** What the manual's part of the corpus is made from, before it is cut into terms. Read by tools, never by the program. */
export { manualEntries, type ManualPassage } from './manual-entries.ts'
