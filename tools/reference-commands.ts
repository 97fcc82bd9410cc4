/** `docs/reference/commands.md`: every command with its arguments and options, from the program itself. */
import { buildProgram } from '../apps/cli/src/main.ts'
import type { Context } from '../apps/cli/src/context.ts'

type Command = ReturnType<typeof buildProgram>
type Option = Command['options'][number]

/** Building the program runs nothing, so nothing here is ever called. */
const idle: Context = {
  out: unused,
  drain: async () => Promise.resolve(),
  say: unused,
  redraw: unused,
  stdin: nothing(),
  env: {},
  isInteractive: false,
  hasColour: false,
  isOffline: true,
  columns: 80,
  now: () => '1970-01-01T00:00:00Z',
}

function unused(): void {
  throw new Error('no command is run here')
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

export function commandsPage(note: string): string {
  const program = buildProgram(idle, async () => Promise.reject(new Error('no command is run here')))
  const commands = program.commands.flatMap((command) => listCommands(command, 'occtet'))
  return `# Commands\n${note}
Every command of \`occtet\`. Data go to standard output, talk to standard error; \`occtet COMMAND --help\` says the same on the
terminal. What the exit codes mean: [exit-codes.md](exit-codes.md).

${commands.map(({ command, name }) => section(command, name)).join('\n')}`
}

interface Named {
  readonly command: Command
  readonly name: string
}

/** A command that only holds others has no section of its own. */
function listCommands(command: Command, above: string): readonly Named[] {
  const name = `${above} ${command.name()}`
  const inner = command.commands.flatMap((one) => listCommands(one, name))
  return inner.length === 0 ? [{ command, name }] : inner
}

function section(command: Command, name: string): string {
  const summary = command.summary()
  const args = command.registeredArguments.map(
    (one) =>
      `- \`${one.required ? `<${one.name()}>` : `[${one.name()}]`}\`: ${cell(one.description)}${choices(one.argChoices)}`,
  )
  const options = command.options.filter(({ hidden }) => !hidden).map(optionLine)
  const lines = [...args, ...options]
  return `## ${name}\n${summary.charAt(0).toUpperCase()}${cell(summary.slice(1))}.\n\n${lines.length === 0 ? '' : `${lines.join('\n')}\n`}`
}

function optionLine({ flags, description, defaultValue, argChoices, mandatory }: Option): string {
  const plain = typeof defaultValue === 'string' || typeof defaultValue === 'number'
  const isSaid = !plain || description.includes('default')
  const usual = isSaid ? '' : ` (default: ${defaultValue})`
  return `- \`${flags}\`: ${cell(description)}${choices(argChoices)}${usual}${mandatory ? ' (needed)' : ''}`
}

function choices(values: readonly string[] | undefined): string {
  return values === undefined ? '' : `: ${values.map((value) => `\`${value}\``).join(', ')}`
}

/** What is written for a terminal may hold what Markdown takes for something else. */
function cell(text: string): string {
  return text.replace(/[<>]/g, (sign) => (sign === '<' ? '&lt;' : '&gt;'))
}
