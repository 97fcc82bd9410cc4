/** Shell scripts of CI steps, cut into simple commands: enough to see which program runs, no more. */

export interface ShellCommand {
  /** Lines below the script's first one. */
  readonly offset: number
  /** White space collapsed; environment assignments and runner prefixes taken off. */
  readonly text: string
  /** `|| true` and the like swallow its failure. */
  readonly isSwallowed: boolean
}

const printers = /^(echo|printf|Write-Host|Write-Output|cat|true|false|exit|:|#)(\s|$)/
const prefixes =
  /^(sudo(\s+-E)?|time|command|exec|nohup|xvfb-run(\s+-a|\s+--auto-servernum)?|npx(\s+(--yes|-y|--no-install|--no))*|bunx|pnpm\s+(exec|dlx)|yarn\s+(exec|dlx)|npm\s+exec(\s+--)?|uvx|uv\s+run(\s+--((group|extra|with|python|package|project|directory|only-group|no-group)\s+[^-\s]\S*|[a-z-]+(=\S+)?))*|uv\s+tool\s+run|poetry\s+run|pdm\s+run|pipx\s+run|pipenv\s+run|hatch\s+run|bundle\s+exec|rye\s+run|python3?\s+-m)\s+/
const assignment = /^[A-Za-z_][A-Za-z0-9_]*=("[^"]*"|'[^']*'|[^\s"']*)\s+/

/** The commands that a script runs; comments, and programs that only print, are left out. */
export function splitCommands(script: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = []
  let heredocEnd: string | undefined
  for (const { text, offset } of joinLines(script)) {
    if (heredocEnd !== undefined) {
      if (text.trim() === heredocEnd) heredocEnd = undefined
      continue
    }
    heredocEnd = /<<-?\s*["']?([A-Za-z_]+)["']?/.exec(text)?.[1]
    for (const command of splitLine(text)) {
      const bare = stripPrefixes(command.text)
      if (bare !== '' && !printers.test(bare)) commands.push({ ...command, text: bare, offset })
    }
  }
  return commands
}

/** Lines with `\` or PowerShell's backtick at their end are one. */
function joinLines(script: string): readonly { text: string; offset: number }[] {
  const joined: { text: string; offset: number }[] = []
  let parts: string[] = []
  let start = 0
  script.split('\n').forEach((line, at) => {
    if (parts.length === 0) start = at
    const isContinued = /(\\|\s`)$/.test(line.trimEnd())
    parts.push(isContinued ? line.trimEnd().slice(0, -1) : line)
    if (isContinued) return
    joined.push({ text: parts.join(' '), offset: start })
    parts = []
  })
  if (parts.length > 0) joined.push({ text: parts.join(' '), offset: start })
  return joined
}

const separators = new Set([';', '|', '&', '\n'])

/** Cuts one line at `;`, `|`, `&&` and `||` outside quotes, and drops a comment. */
function splitLine(line: string): readonly { text: string; isSwallowed: boolean }[] {
  const found: { text: string; isSwallowed: boolean }[] = []
  let from = 0
  const take = (end: number): void => {
    const isSwallowed = /^\s*\|\|\s*(true|:|exit 0|echo\b|printf\b)/.test(line.slice(end, end + 40))
    found.push({ text: line.slice(from, end), isSwallowed })
  }
  let quote = ''
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at)
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char === '#' && isCommentStart(line, at)) {
      take(at)
      return found
    } else if (separators.has(char)) {
      take(at)
      from = at + 1
    }
  }
  take(line.length)
  return found
}

function isCommentStart(line: string, at: number): boolean {
  return at === 0 || /\s/.test(line.charAt(at - 1))
}

function stripPrefixes(command: string): string {
  let text = command.trim().replace(/\s+/g, ' ')
  text = text.replace(/^(if|then|else|do|while|!|\(|\{)\s+/, '')
  for (let round = 0; round < 8; round++) {
    const shorter = text.replace(assignment, '').replace(prefixes, '')
    if (shorter === text) return text
    text = shorter
  }
  return text
}
