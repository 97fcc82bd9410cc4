/** Ground floor: results, issues, limits, text, JSON and digests. Depends on nothing else of ours. */
export {
  canonicalizeJson,
  type CanonicalJsonError,
  formatCanonicalJson,
  type Json,
} from './canonical-json.ts'
export { sha1Hex, sha256, sha256Hex, sha256HexOf } from './digest.ts'
export { Ints } from './ints.ts'
export type { Issue, IssueCode, IssueLevel, WithIssues } from './issue.ts'
export { inflate, type InflateFormat, type Packed } from './inflate.ts'
export { type JsonDocument, type JsonError, type JsonPath, parseJson } from './json.ts'
export { limits } from './limits.ts'
export { type Err, err, type Ok, ok, type Result } from './result.ts'
export { compareCodeUnits, decodeUtf8, lineAt } from './text.ts'
export { unpackData } from './unpack.ts'
