/** The options of `occtet triage decide` as a verdict; what it needs is checked where decisions are made. */
import {
  type AnalysisJustification,
  analysisJustifications,
  type VexJustification,
  type VexResponse,
  type VexStatus,
  vexJustifications,
  vexResponses,
  vexStatuses,
} from '@occtet/toolkit/model'
import type { Verdict } from '@occtet/toolkit/vex'
import { listOption, type Options, textOption } from './options.ts'

/** The parser of the command line has checked the words. */
export function readVerdict(options: Options): Verdict {
  const justification = oneOf<VexJustification>(vexJustifications, textOption(options, 'justification'))
  const analysis = oneOf<AnalysisJustification>(analysisJustifications, textOption(options, 'analysis'))
  const responses = listOption(options, 'response').flatMap(
    (text) => oneOf<VexResponse>(vexResponses, text) ?? [],
  )
  return {
    status: oneOf<VexStatus>(vexStatuses, textOption(options, 'status')) ?? 'under_investigation',
    ...(justification === undefined ? {} : { justification }),
    ...(analysis === undefined ? {} : { analysis }),
    responses: [...new Set(responses)].sort(),
    ...textMember('impact', options),
    ...textMember('action', options),
    ...textMember('deadline', options),
  }
}

function textMember(name: 'impact' | 'action' | 'deadline', options: Options): Partial<Verdict> {
  const text = textOption(options, name)?.trim()
  return text === undefined || text === '' ? {} : { [name]: text }
}

function oneOf<T extends string>(values: readonly T[], text: string | undefined): T | undefined {
  return values.find((value) => value === text)
}
