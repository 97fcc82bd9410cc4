/** What somebody types between two questions, as a command. */
import type { CommandName, CommandWords, QuestionnaireTexts } from './text-schema.ts'
import type { Question } from './types.ts'

export type Command =
  /** As `parseAnswerValue` reads it. */
  | { readonly kind: 'answer'; readonly raw: unknown }
  /** An empty line: takes what is selected. */
  | { readonly kind: 'confirm' }
  | { readonly kind: 'back' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'help' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  /** The question's id, as given. */
  | { readonly kind: 'go'; readonly question: string }
  | { readonly kind: 'not-understood'; readonly text: string }

const everywhere: CommandWords = {
  back: ['back', 'b', '<'],
  skip: ['skip', 's', '>'],
  help: ['help', '?', 'h'],
  quit: ['quit', 'exit', 'q'],
  search: ['search', '/'],
  note: ['note'],
  na: ['na', 'n/a'],
}

/** `1`, `1,3`, `yes`, `y`, a date, `na reason`, `/text`, `note text`, `E1`, `back` …; case does not matter. */
export function parseCommand(
  line: string,
  question: Question | undefined,
  texts: QuestionnaireTexts,
): Command {
  const text = line.trim().slice(0, 8000)
  if (text === '') return { kind: 'confirm' }
  if (text.startsWith('/')) return { kind: 'search', text: text.slice(1).trim() }
  const [first = '', ...others] = text.split(/\s+/)
  const rest = text.slice(first.length).trim()
  const name = commandNamed(first.toLowerCase(), texts)
  if (name === 'search' || name === 'note') return { kind: name, text: rest }
  if (name === 'na') return { kind: 'answer', raw: { na: rest } }
  if (name !== undefined && others.length === 0) return { kind: name }
  if (/^[a-j]\d{1,2}$/i.test(text)) return { kind: 'go', question: text.toUpperCase() }
  return question === undefined ? { kind: 'not-understood', text } : readAnswer(text, question, texts)
}

function commandNamed(word: string, { commands }: QuestionnaireTexts): CommandName | undefined {
  const names = Object.keys(everywhere) as CommandName[]
  return names.find((name) => everywhere[name].includes(word) || commands[name].includes(word))
}

/** The choices of a question in the order of their numbers. */
export function choicesOf(question: Question): readonly string[] {
  switch (question.type) {
    case 'yn':
      return ['yes', 'no', 'unknown']
    case 'scale':
      return ['yes', 'partial', 'no', 'unknown']
    case 'single':
    case 'multi':
      return [...question.options.map((option) => option.id), 'unknown']
    case 'date':
      return ['unknown']
    default:
      return question.type satisfies never
  }
}

function readAnswer(text: string, question: Question, texts: QuestionnaireTexts): Command {
  const choices = choicesOf(question)
  const parts = question.type === 'multi' ? text.split(/[\s,;]+/).filter((part) => part !== '') : [text]
  const chosen = parts.map((part) => choiceNamed(part.toLowerCase(), choices, texts))
  if (chosen.every((one) => one !== undefined)) {
    const [only] = chosen
    return { kind: 'answer', raw: chosen.length === 1 ? only : chosen }
  }
  if (question.type === 'date' && /^\d/.test(text)) return { kind: 'answer', raw: text }
  return { kind: 'not-understood', text }
}

function choiceNamed(
  word: string,
  choices: readonly string[],
  texts: QuestionnaireTexts,
): string | undefined {
  if (/^\d{1,2}$/.test(word)) return choices[Number(word) - 1]
  if (choices.includes(word)) return word
  return choices.find(
    (choice) => texts.answers[choice]?.toLowerCase() === word || texts.keys[choice] === word,
  )
}
