/** What is known of the product that a finding stands in: facts that somebody stated, never guesses. */

/** Absent is unknown, and raises or lowers nothing. */
export interface SubjectFacts {
  /** Whether it talks to a network at all. */
  readonly isNetworked?: boolean
  readonly hasRemoteProcessing?: boolean
  readonly hasPersonalData?: boolean
  /** SSVC "Mission Prevalence" 1.0.0: what the product is to the work of those who use it. */
  readonly missionPrevalence?: 'minimal' | 'support' | 'essential'
  /** SSVC "Public Well-Being Impact" 1.0.0: what its failure can do to people. */
  readonly publicWellBeing?: 'minimal' | 'material' | 'irreversible'
}

/** What nobody stated. */
export const unknownSubject: SubjectFacts = {}

/** What the manufacturer states apart from the facts of the catalogue. */
export type StatedExposure = Pick<SubjectFacts, 'missionPrevalence' | 'publicWellBeing'>

/**
 * From facts under the names of the catalogue's `classification_inputs`. A trait that is not listed was not denied, so it
 * is unknown; only `data_connection: false` says that there is no network.
 */
export function toSubjectFacts(
  facts: Readonly<Record<string, unknown>>,
  exposure: StatedExposure = {},
): SubjectFacts {
  const traits: readonly unknown[] = Array.isArray(facts['traits']) ? facts['traits'] : []
  const isNetworked = traits.includes('networked') || (facts['data_connection'] === false ? false : undefined)
  return {
    ...exposure,
    ...(isNetworked === undefined ? {} : { isNetworked }),
    ...(traits.includes('remote_data_processing') ? { hasRemoteProcessing: true } : {}),
    ...(traits.includes('personal_data') ? { hasPersonalData: true } : {}),
  }
}
