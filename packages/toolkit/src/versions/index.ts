/** Version schemes, their order, and OSV ranges: the front door of the module. */
export { type NativeRange, satisfiesNative } from './native/native-range.ts'
export { formatNativeAsVers, listNotations, parseNativeRange } from './native/registry.ts'
export {
  compileOsvRange,
  evaluateCompiledRange,
  evaluateOsvRange,
  type OsvInterval,
  type OsvRange,
  type OsvRangeProblem,
  type OsvVerdict,
} from './osv.ts'
export { compareVersions, findScheme, listSchemes, schemeOfPurlType } from './registry.ts'
export type { Order, VersionError, VersionScheme } from './scheme.ts'
export {
  formatVers,
  normalizeVers,
  parseVers,
  type Vers,
  type VersComparator,
  type VersConstraint,
} from './vers.ts'
export { containsVersion, satisfiesVers, simplifyVers } from './vers-contains.ts'
