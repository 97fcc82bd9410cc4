/** Everything that a case says to people, in one language. A further language is one more file of this shape. */
import type { StageKind } from '../../catalogue/reporting.ts'
import type { DutyNote, DutyReason } from '../duty.ts'
import type { CaseFactType } from '../events.ts'
import type { FieldId } from '../fields.ts'
import type { RoutingStep } from '../routing.ts'
import type { ActionCode, Phase, StageState } from '../status.ts'
import type { Track } from '../clock.ts'

/** What is filled from the case or the product profile without being asked. */
export type DerivedId =
  | 'notificationType'
  | 'manufacturer'
  | 'productName'
  | 'awareAt'
  | 'measureAt'
  | 'exploited'
  | 'csirtQuestion'
  | 'contact'

/** `{name}` in a text is replaced; a test checks that all languages use the same names. */
export interface CaseTexts {
  readonly tracks: Readonly<Record<Track, string>>
  readonly stages: Readonly<Record<StageKind | 'interim', string>>
  readonly stageStates: Readonly<Record<StageState, string>>
  readonly phases: Readonly<Record<Phase, string>>
  readonly actions: Readonly<Record<ActionCode, string>>
  readonly duty: Readonly<Record<DutyReason, string>>
  readonly dutyNotes: Readonly<Record<DutyNote, string>>
  readonly fields: Readonly<Record<FieldId | DerivedId, string>>
  readonly waits: Readonly<Record<'awareness' | 'measure' | 'notification', string>>
  readonly routing: Readonly<Record<RoutingStep, string>>
  readonly entries: Readonly<Record<CaseFactType, string>>
  /** The catalogue's own words (fields, contents, grounds, recipients) to this language; empty in English. */
  readonly catalogue: Readonly<Record<string, string>>
  readonly words: Readonly<Record<WordId, string>>
}

export type WordId =
  | 'drill'
  | 'drillMark'
  | 'missing'
  | 'missingOptional'
  | 'missingCount'
  | 'nothingMissing'
  | 'package'
  | 'case'
  | 'product'
  | 'due'
  | 'dueWaiting'
  | 'withoutDelay'
  | 'voluntary'
  | 'to'
  | 'through'
  | 'csirtOf'
  | 'csirtAssumed'
  | 'csirtUnknown'
  | 'platformFields'
  | 'platformMark'
  | 'legalContent'
  | 'counterWarning'
  | 'onlySend'
  | 'disclaimer'
  | 'exploited'
  | 'profileVersion'
  | 'noticeTitle'
  | 'noticeWhat'
  | 'noticeVersions'
  | 'noticeDo'
  | 'noticeFix'
  | 'noticeContact'
  | 'noticeDraft'
  | 'fixCorrective'
  | 'fixMitigating'
  | 'fixedIn'
  | 'decisionTitle'
  | 'decisionGround'
  | 'decisionTest'
  | 'decisionReason'
  | 'decisionBy'
  | 'awarenessLog'
  | 'withdrawnEntry'
  | 'recordedBy'
  | 'happenedAt'
  | 'left'
  | 'late'
  | 'lateAdvice'
  | 'sentEarly'
  | 'sentLate'
  | 'next'
  | 'nothingNext'
  | 'aware'
  | 'notAware'
  | 'local'
  | 'users'
  | 'usersTold'
  | 'usersOpen'
  | 'usersGood'
  | 'interimDue'
  | 'interimOpen'
