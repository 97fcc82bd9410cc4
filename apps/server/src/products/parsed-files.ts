/** The small files of products as they are read on every page: each text is parsed once, however many pages ask. */
import {
  parseAnswersFile,
  parsePlanFile as parsePlanText,
  parseProfile as parseProfileText,
  parseRiskFile as parseRiskText,
} from '@occtet/toolkit/cra'
import { parsePolicy as parsePolicyText } from '@occtet/toolkit/policy'
import { parseDecision as parseDecisionText } from '@occtet/toolkit/vex'
import { createMemo, freeze, keepParsed } from '../kernel/memo.ts'

/** Letters: those of a thousand products as large as the sample, so that none pushes the others out. */
const million = 1_000_000

export const parseProfile = keepParsed(parseProfileText, 2 * million)
export const parseAnswers = keepParsed(parseAnswersFile, 6 * million)
export const parsePlanFile = keepParsed(parsePlanText, million)
export const parseRiskFile = keepParsed(parseRiskText, million)
export const parsePolicy = keepParsed(parsePolicyText, million)

type ParsedDecision = ReturnType<typeof parseDecisionText>
const decisions = createMemo<ParsedDecision>(6 * million)

/** `where`: owner, place and path. Two files with the same text stay two records: callers tell them apart by identity. */
export function parseDecision(where: string, text: string): ParsedDecision {
  return decisions.of(`${where}\0${text}`, () => freeze(parseDecisionText(text)))
}
