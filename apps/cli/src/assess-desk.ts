/** What `occtet cra assess` works on. */
import type { AnswersPlace } from '@occtet/toolkit/adapters'
import type { Language, ProductProfile, SectionId, Situation } from '@occtet/toolkit/cra'
import type { Recorder } from './record/recorder.ts'

export interface Desk {
  /** As given by the user. */
  readonly dir: string
  readonly profile: ProductProfile
  readonly privateRoot: string
  readonly place: AnswersPlace
  readonly language: Language
  readonly section: SectionId | undefined
  /** RFC 3339 or `YYYY-MM-DD`: answers before it are stale. */
  readonly newestRelease: string | undefined
  readonly situation: Situation
  readonly recorder: Recorder
}
