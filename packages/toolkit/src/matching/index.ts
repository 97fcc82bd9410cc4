/** Matching: component × advisory → finding, and the answer to "is this purl affected?". */
export { type Assessment, assessPurl, type Store } from './assess.ts'
export { type ClaimGroup, groupClaims } from './groups.ts'
export { compareFindings, findingsSchema, matchInventory, type MatchInput } from './match.ts'
export { type QueryAnswer, queryPurl } from './query.ts'
