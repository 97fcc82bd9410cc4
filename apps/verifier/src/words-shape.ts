/** Every sentence of the page, so that a language that lacks one does not compile. */

export interface PageWords {
  readonly title: string
  readonly skip: string
  readonly language: string
  readonly theme: string
  readonly themes: { readonly auto: string; readonly light: string; readonly dark: string }
  readonly working: string
  readonly stopped: string
  readonly stoppedAdvice: string
  readonly empty: string
  readonly emptyAdvice: string
  readonly open: string
  readonly openHint: string
  readonly ownPage: string
  readonly facts: {
    readonly title: string
    readonly source: string
    readonly carried: string
    readonly made: string
    readonly log: string
    readonly checked: string
    readonly fileDigest: string
  }
  readonly key: {
    readonly heading: string
    readonly why: string
    readonly fingerprint: string
    readonly input: string
    readonly compare: string
    readonly byEye: string
    readonly policy: string
    readonly anchors: string
    readonly compared: string
    readonly witnessesOpen: string
    readonly comparedPolicy: string
    readonly byEyeSaid: (time: string) => string
    readonly listSaid: (time: string) => string
    readonly other: string
    readonly typed: (text: string) => string
    readonly groups: (groups: readonly number[]) => string
    readonly slip: (signs: number | 'empty' | 'none') => string
    readonly ownList: string
    readonly ownListTaken: string
    readonly otherList: string
    readonly listElsewhere: string
    readonly listOwn: string
    readonly forget: string
    readonly unreadable: string
    readonly more: string
    readonly stampsLoaded: (n: number) => string
  }
  readonly sections: {
    readonly records: string
    readonly broken: string
    readonly checks: string
    readonly limits: string
    readonly documents: string
    readonly attestations: string
  }
  readonly outcome: { readonly passed: string; readonly failed: string; readonly open: string }
  /** Said of a record in a log that nobody compared. */
  readonly fits: string
  readonly counts: (product: number, log: number) => string
  readonly noPackage: string
  /** Of a technical message, which is English. */
  readonly detail: (message: string) => string
  readonly fault: (code: string, message: string) => string
  readonly appendix: string
  readonly record: (index: string) => string
  readonly noDay: string
  readonly claimed: (time: string) => string
  readonly closed: (by: string | undefined) => string
  readonly unreadable: string
  readonly publicRecord: string
  readonly hidden: (n: number, by: string | undefined) => string
  readonly details: string
  readonly says: string
  readonly technical: string
  readonly more: (n: number) => string
  readonly document: {
    readonly recorded: (records: string) => string
    readonly later: Readonly<Record<'replaced' | 'withdrawn', (record: string) => string>>
    readonly absent: (records: string) => string
    readonly listed: (records: string) => string
    readonly stranger: string
    readonly drop: string
    readonly dropped: string
    readonly none: string
  }
  readonly attestation: {
    readonly valid: string
    readonly stale: string
    readonly broken: string
    readonly 'not-checked': string
  }
  readonly end: string
}
