/** What a code-hosting platform (a forge) says about a project, in one shape for all forges. Read from an exported folder. */

/** One answer of the forge. Not read is never "no": a token may lack the right to see a setting. */
export type ForgePart<T> =
  | { readonly isRead: true; readonly value: T; readonly place: ForgePlace }
  | { readonly isRead: false; readonly reason: string }

/** Where in the export it stands. */
export interface ForgePlace {
  /** Relative to the export folder, with forward slashes. */
  readonly path: string
  /** 1-based. */
  readonly line: number
}

export interface ForgeRepository {
  /** Web address, as the forge gives it. */
  readonly url?: string
  readonly isPublic?: boolean
  readonly isArchived?: boolean
  readonly defaultBranch?: string
  /** RFC 3339, as the forge gives it. */
  readonly pushedAt?: string
  /** Undefined: the token may not see it. */
  readonly secretScanning?: boolean
  readonly dependencyAlerts?: boolean
}

export interface ForgeAsset {
  readonly name: string
  readonly url?: string
  /** `sha256:…` as the forge computed it. */
  readonly digest?: string
}

export interface ForgeRelease {
  readonly tag: string
  readonly name: string
  /** RFC 3339, as the forge gives it. */
  readonly at: string
  readonly isPrerelease: boolean
  readonly notes: string
  readonly assets: readonly ForgeAsset[]
  readonly place: ForgePlace
}

export interface ForgeAdvisory {
  readonly id: string
  /** The CVE, where one is assigned. */
  readonly cve?: string
  readonly summary: string
  readonly description: string
  readonly severity?: string
  /** RFC 3339; drafts are not listed. */
  readonly at?: string
  readonly affected: readonly { readonly range?: string; readonly patched?: string }[]
  readonly place: ForgePlace
}

/** A change that was merged. */
export interface ForgeMerge {
  readonly number: number
  readonly author: string
  /** RFC 3339. */
  readonly at: string
  /** Accounts that approved it, its author left out; undefined where reviews were not read. */
  readonly approvers?: readonly string[]
  readonly place: ForgePlace
}

export interface ForgeProtection {
  readonly isEnabled: boolean
  /** Rules by their plain names, such as `pull_request`, sorted. */
  readonly rules: readonly string[]
}

/** Untrusted as a whole: whoever can write the folder can make it say what they like. */
export interface ForgeExport {
  readonly forge: 'github' | 'gitlab'
  /** RFC 3339, UTC: when it was fetched, where that is recorded. */
  readonly fetchedAt?: string
  readonly repository: ForgePart<ForgeRepository>
  /** Published ones only, newest first. */
  readonly releases: ForgePart<readonly ForgeRelease[]>
  readonly protection: ForgePart<ForgeProtection>
  /** Whether outsiders can report a vulnerability in private. */
  readonly privateReporting: ForgePart<boolean>
  readonly dependencyAlerts: ForgePart<boolean>
  readonly secretScanning: ForgePart<boolean>
  /** Published ones only, newest first. */
  readonly advisories: ForgePart<readonly ForgeAdvisory[]>
  /** The newest merged changes, newest first. */
  readonly merges: ForgePart<readonly ForgeMerge[]>
  /** Default policy of the organisation; its absence cannot be told from a lack of rights. */
  readonly organisationPolicy: ForgePart<{ readonly url: string }>
  /** Whether the organisation demands a second factor of all members. */
  readonly mfaRequired: ForgePart<boolean>
}
