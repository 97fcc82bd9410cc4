/** `occtet cra assess [DIR]`: the questionnaire on a terminal, from a file, or line by line; answers are saved one by one. */
import { guardStore } from '../guard-store.ts'
import { answersPlace, readTextFile, saveAnswers } from '@occtet/toolkit/adapters'
import {
  classifierAt,
  factsOfProfile,
  parseAnswer,
  parsePreparedAnswers,
  type QuestionnaireAnswer,
  questionnaire,
  type SectionId,
  type Situation,
  toFactSheet,
} from '@occtet/toolkit/cra'
import { formatAnswerSheet } from '../answer-sheet.ts'
import type { Desk } from '../assess-desk.ts'
import { formatAssessment, toAssessment } from '../assess-report.ts'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { runInterview } from '../interview-loop.ts'
import { answerLines } from '../ndjson.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { languageOf, openDesk } from '../product-desk.ts'
import { answerEvents } from '../record/cra-events.ts'
import { openRecorder } from '../record/recorder.ts'

export async function runAssess(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const desk = await prepare(context, dir, options)
  if (flagOption(options, 'blank')) {
    context.out(formatAnswerSheet(desk))
    return exitCodes.done
  }
  const file = textOption(options, 'answers')
  if (file === '-') {
    await takeLines(context, desk, options)
    return exitCodes.done
  }
  if (file !== undefined) return conclude(context, await takeFile(context, desk, { file, options }), options)
  if (context.isInteractive && !flagOption(options, 'json')) {
    const situation = await runInterview(context, desk, {
      by: nameOf(context, options),
      save: async (answer) => save(desk, [answer]),
    })
    return conclude(context, { ...desk, situation }, options)
  }
  return conclude(context, desk, options)
}

async function prepare(context: Context, dir: string, options: Options): Promise<Desk> {
  const section = sectionOf(textOption(options, 'section'))
  const { profile, privateRoot, answers, status } = await openDesk(context, dir, options)
  const today = context.now().slice(0, 10)
  const target = profile.security?.fixTargetDays
  const release = status.signals.find((signal) => signal.id === 'SIG-REPO-MAINTAINED')?.facts['last_release']
  return {
    dir,
    profile,
    privateRoot,
    place: answersPlace(dir, profile, privateRoot),
    language: languageOf(options),
    section,
    newestRelease: typeof release === 'string' ? release : undefined,
    recorder: openRecorder(context, { dir, id: profile.id }),
    situation: {
      answers,
      profileFacts: toFactSheet(factsOfProfile(profile)),
      signals: new Map(status.signals.map((signal) => [signal.id, signal])),
      classify: classifierAt(today),
      today,
      mode: flagOption(options, 'quick') ? 'quick' : 'full',
      ...(target === undefined ? {} : { fixTargetDays: target }),
    },
  }
}

function sectionOf(text: string | undefined): SectionId | undefined {
  const section = questionnaire.sections.find((one) => one === text?.toUpperCase())
  if (text === undefined || section !== undefined) return section
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'SECTION_UNKNOWN',
    message: `--section ${text}: expected one of ${questionnaire.sections.join(', ')}`,
  })
}

/** All answers of the file or none. */
async function takeFile(
  context: Context,
  desk: Desk,
  { file, options }: { readonly file: string; readonly options: Options },
): Promise<Desk> {
  const source = readTextFile(file)
  if (!source.ok) throw unreadable(source.error)
  const by = nameOf(context, options) ?? ''
  const answers = parsePreparedAnswers(source.value, { by, at: context.now() })
  if (!answers.ok) {
    const { code, line, field, message } = answers.error
    const hint =
      by === '' ? 'Who answers is given with --by NAME, in OCCTET_BY, or in each entry.' : undefined
    throw unreadable(
      { code, message: `${file}:${line}: ${field === '' ? '' : `${field}: `}${message}` },
      hint,
    )
  }
  return { ...desk, situation: { ...desk.situation, answers: await save(desk, answers.value) } }
}

/** The user name of the machine is no answer to who stands for a legal answer; OCCTET_BY was set on purpose. */
function nameOf({ env }: Context, options: Options): string | undefined {
  return textOption(options, 'by') ?? env['OCCTET_BY']
}

interface Line {
  readonly question?: unknown
  readonly answer?: unknown
  readonly by?: unknown
  readonly note?: unknown
}

/** One answer per line in, one verdict per line out; what was accepted is saved once the input ends. */
async function takeLines(context: Context, desk: Desk, options: Options): Promise<void> {
  const accepted: QuestionnaireAnswer[] = []
  const by = nameOf(context, options) ?? ''
  await answerLines(context, (text) => {
    const line = readLine(text)
    const question = typeof line?.question === 'string' ? line.question : ''
    const answer = parseAnswer({
      question,
      answer: line?.answer,
      by: typeof line?.by === 'string' ? line.by : by,
      at: context.now(),
      ...(typeof line?.note === 'string' ? { note: line.note } : {}),
    })
    if (!answer.ok) {
      const { code, message } = answer.error
      return { input: text.slice(0, 80), ok: false, error: { code, message } }
    }
    accepted.push(answer.value)
    return { question, ok: true }
  })
  const answers = await save(desk, accepted)
  context.say(`${accepted.length} answers saved, ${answers.size} in all\n`)
}

function readLine(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    // Answered as QUESTION_UNKNOWN, with the line as it came.
    return undefined
  }
}

async function save(desk: Desk, given: readonly QuestionnaireAnswer[]): Promise<Situation['answers']> {
  const { id } = desk.profile
  const saved = await desk.recorder.change((note) =>
    guardStore(() =>
      saveAnswers(desk.place, id, {
        given,
        announce: (after, before) => note(answerEvents(id, after, before)),
      }),
    ),
  )
  if (!saved.ok) throw unreadable(saved.error)
  return saved.value.answers
}

function conclude(context: Context, desk: Desk, options: Options): ExitCode {
  const assessment = toAssessment(desk)
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(assessment, null, 1)}\n`)
  else context.out(formatAssessment(assessment, { desk, columns: context.columns }))
  return exitCodes.done
}

function unreadable(
  problem: { readonly code: string; readonly message: string },
  hint?: string,
): CommandFailure {
  const exitCode = exitCodes.inputUnreadable
  return new CommandFailure({ exitCode, ...problem, ...(hint === undefined ? {} : { hint }) })
}
