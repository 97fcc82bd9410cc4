/** Matching: component × advisory → finding, and the answer to "is this purl affected?". */
export { type Assessment, assessPurl, type Store } from './assess.ts'
export type { DisputedVersions } from './disputed.ts'
export { type Explanation, explainPurl, type Statement } from './explain.ts'
export { type ClaimGroup, groupClaims } from './groups.ts'
export { compareFindings, findingsSchema, matchInventory, type MatchInput } from './match.ts'
export { type QueryAnswer, queryPurl } from './query.ts'
export { type ShowAnswer, showAdvisory, type ShownPackage, type ShownView } from './show.ts'
