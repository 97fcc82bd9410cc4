/** `occtet propose`: drafts with their evidence, and what people make of them. */
import { Argument, type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import type { KindWord } from '../propose/kinds.ts'
import { jsonOption, type Run } from './options.ts'
import { justifications, statuses } from './triage.ts'

const answers = ['yes', 'partial', 'no', 'unknown']

const loadJudge = async () => import('../commands/propose-judge.ts')
const loadList = async () => import('../commands/propose-list.ts')

interface Kind {
  readonly word: KindWord
  readonly summary: string
  readonly subject: string
}

const finding = 'key of a finding, or its vulnerability and its purl'

const kinds: readonly Kind[] = [
  { word: 'vex', summary: 'a VEX status with its justification', subject: finding },
  { word: 'impact', summary: 'what a flaw does in this product', subject: finding },
  { word: 'notice', summary: 'a notice for users', subject: finding },
  { word: 'licence', summary: 'which license holds', subject: 'purl of a component, with its version' },
  {
    word: 'answer',
    summary: 'an answer of the self-assessment',
    subject: 'id of the question, such as F1',
  },
  {
    word: 'risk',
    summary: 'an entry of the risk assessment',
    subject: 'the risk in words, or the id of a threat',
  },
  {
    word: 'policy',
    summary: 'a section of a policy',
    subject: 'disclosure, contact, support-period, security-updates, remediation, or a subject in words',
  },
]

export function addPropose(program: Command, context: Context, run: Run): void {
  const propose = program
    .command('propose')
    .summary('drafts for decisions and texts from your evidence; a person accepts, edits or rejects')
  for (const kind of kinds) addKind(propose, kind, { context, run })
  addJudging(propose, context, run)
  addLooking(propose, context, run)
}

function addKind(
  propose: Command,
  { word, summary, subject }: Kind,
  { context, run }: { readonly context: Context; readonly run: Run },
): void {
  const command = inFolder(propose.command(word))
    .summary(summary)
    .argument('<subject...>', subject)
    .option('--note <text>', 'what you know besides; counts as evidence of your house (repeatable)', addText)
    .option('--release <name>', 'release that is meant (default: the version in the profile)')
    .addOption(languageOption('of the text and the words around it'))
    .option('--by <name>', 'who asks (default: OCCTET_BY, else the user of the machine)')
    .option('--model', 'let the model of assistant.yaml draft it; the rules still decide what may stand')
    .option('--preview', 'show what would go to the model, and send nothing')
    .option('--yes', 'send it without being asked')
    .addOption(jsonOption())
  if (word === 'notice' || word === 'policy') command.option('--fact <name=value>', factsOf(word), addText)
  command.action(async (words: readonly string[], options: Options) =>
    run(async () =>
      (await import('../commands/propose.ts')).runPropose(context, { kind: word, words }, options),
    ),
  )
}

function languageOption(of: string): Option {
  return new Option('--language <language>', of).choices(['en', 'de']).default('en')
}

function factsOf(word: 'notice' | 'policy'): string {
  return word === 'notice'
    ? 'affected, mitigation or exploited (yes, no, unknown), as you state them (repeatable)'
    : 'what the manufacturer decided, such as disclosure="within 90 days" (repeatable)'
}

/** A text may hold commas: one for each time that the option is given. */
function addText(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value]
}

function inFolder(command: Command): Command {
  return command.option('--dir <folder>', 'folder of the product', '.')
}

function addJudging(propose: Command, context: Context, run: Run): void {
  inFolder(propose.command('judge'))
    .summary('what you make of a proposal; once, and into the ledger')
    .argument('<id>', 'id of the proposal, or the beginning of its digest')
    .addArgument(new Argument('<verdict>', 'what you make of it').choices(['accept', 'edit', 'reject']))
    .option('--text <text>', 'the text as it is to be, with edit')
    .option('--file <file>', 'the same from a file')
    .addOption(new Option('--status <status>', 'the VEX status as it is to be, with edit').choices(statuses))
    .addOption(new Option('--justification <word>', 'why it is not affected').choices(justifications))
    .option('--expression <expression>', 'the license as it is to be, as an SPDX expression, with edit')
    .addOption(new Option('--answer <answer>', 'the answer as it is to be, with edit').choices(answers))
    .option('--note <text>', 'why')
    .option('--by <name>', 'who judges (default: OCCTET_BY)')
    .addOption(languageOption('of the words around it'))
    .addOption(jsonOption())
    .action(async (name: string, word: 'accept' | 'edit' | 'reject', options: Options) =>
      run(async () => (await loadJudge()).runJudge(context, { name, word }, options)),
    )
  for (const word of ['right', 'wrong'] as const)
    inFolder(propose.command(word))
      .summary(`say later that a proposal turned out ${word}`)
      .argument('<id>', 'id of the proposal, or the beginning of its digest')
      .option('--by <name>', 'who says so (default: OCCTET_BY)')
      .addOption(languageOption('of the words around it'))
      .addOption(jsonOption())
      .action(async (name: string, options: Options) =>
        run(async () => (await loadJudge()).runReview(context, { name, isRight: word === 'right' }, options)),
      )
}

function addLooking(propose: Command, context: Context, run: Run): void {
  inFolder(propose.command('list'))
    .summary('proposals that were made for the product; with an id: that one in full')
    .argument('[id]', 'id of the proposal, or the beginning of its digest')
    .addOption(languageOption('of the words around them'))
    .addOption(jsonOption())
    .action(async (name: string | undefined, options: Options) =>
      run(async () => (await loadList()).runList(context, name, options)),
    )
  inFolder(propose.command('statistics'))
    .summary('how many were accepted, and how many were right, where that is known')
    .addOption(languageOption('of the words around them'))
    .addOption(jsonOption())
    .action(async (options: Options) => run(async () => (await loadList()).runStatistics(context, options)))
}
