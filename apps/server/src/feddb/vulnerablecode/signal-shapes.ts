/** EPSS and catalogues of exploited flaws in VulnerableCode's words; SSVC has no place there without CISA's own decision, which no source gives us. */
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import type { Signal } from '@occtet/toolkit/model'
import type { Score } from './advisory-view.ts'
import { recordUrl } from './requests.ts'

/** Where it is said, and the score: FIRST's probability as `value`, its percentile as `scoring_elements`. */
export interface ScoreAt {
  readonly id: string
  readonly url: string
  readonly score: Score
}

/** Of the flaw with these ids, each source's statement. */
export function findEpss(store: AdvisoryStore, ids: readonly string[], origin: string): readonly ScoreAt[] {
  return signalsOf(store, ids).flatMap((signal) => {
    if (signal.kind !== 'epss') return []
    const { id, score, percentile, date } = signal
    const own = {
      value: String(score),
      scoring_system: 'epss',
      scoring_elements: String(percentile),
      published_at: date ?? null,
    }
    return [{ id, url: recordUrl(origin, id), score: own }]
  })
}

/** Exploits as version 1 lists them; what the catalogue does not say is null. */
export function findExploits(
  store: AdvisoryStore,
  ids: readonly string[],
  origin: string,
): readonly object[] {
  return signalsOf(store, ids).flatMap((signal) => {
    if (signal.kind !== 'kev') return []
    return [
      {
        date_added: signal.added ?? null,
        description: null,
        required_action: null,
        due_date: signal.due ?? null,
        notes: null,
        known_ransomware_campaign_use: signal.ransomware === 'known' ? true : null,
        source_date_published: null,
        exploit_type: null,
        platform: null,
        source_date_updated: null,
        data_source: signal.catalogue === 'cisa' ? 'KEV' : 'EU KEV',
        source_url: recordUrl(origin, signal.id),
      },
    ]
  })
}

function signalsOf(store: AdvisoryStore, ids: readonly string[]): readonly Signal[] {
  return [...new Set(ids)].flatMap((id) => store.signalsOf(id))
}
