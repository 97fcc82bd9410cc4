/** What `occtet cra assess` works on. */
import type { AnswersPlace } from '@occtet/toolkit/adapters'
import type { Language, ProductProfile, SectionId, Situation } from '@occtet/toolkit/cra'

export interface Desk {
  readonly profile: ProductProfile
  readonly place: AnswersPlace
  readonly language: Language
  readonly section: SectionId | undefined
  readonly situation: Situation
}
