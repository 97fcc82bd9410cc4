/** Whether the product's container files install what is for development only: read from their text, nothing is run. */
import type { SourceTree } from '../../reachability/index.ts'

/**
 * `omitted`: every container file that installs leaves development out. `apart`: only a stage that nothing is built on
 * installs it. `installed`: it may lie in the image. `none`: no container file installs packages of this ecosystem.
 */
export type Installs =
  | { readonly kind: 'none' }
  | { readonly kind: 'omitted' | 'apart' | 'installed'; readonly path: string; readonly line: number }

const isContainerFile = /(?:^|\/)(?:[\w.-]*\.)?(?:dockerfile|containerfile)(?:\.[\w.-]+)?$/i

interface Step {
  readonly stage: number
  readonly path: string
  readonly line: number
  readonly kind: 'omitted' | 'installed'
}

/** `files`: names of files with development requirements, which pip installs by name. */
export function readInstalls(tree: SourceTree, type: string, files: readonly string[]): Installs {
  const found: Installs[] = []
  for (const path of tree
    .list()
    .filter((one) => isContainerFile.test(one))
    .slice(0, 200)) {
    const text = tree.read(path)
    if (text === undefined || text.length > 200_000) return { kind: 'installed', path, line: 1 }
    found.push(readFile({ path, text, type, files }))
  }
  const order = ['installed', 'apart', 'omitted'] as const
  for (const kind of order) {
    const one = found.find((entry) => entry.kind === kind)
    if (one !== undefined) return one
  }
  return { kind: 'none' }
}

interface ContainerFile {
  readonly path: string
  readonly text: string
  readonly type: string
  readonly files: readonly string[]
}

interface Stage {
  readonly name: string
  /** Names of stages that it is built on or copies from; a copy of a folder of built files is none. */
  readonly uses: string[]
  isProduction: boolean
}

function readFile({ path, text, type, files }: ContainerFile): Installs {
  const stages: Stage[] = [{ name: '', uses: [], isProduction: false }]
  const steps: Step[] = []
  for (const { text: line, number } of logicalLines(text)) {
    const stage = readStage(line, stages)
    if (stage === undefined) continue
    const kind = kindOf(line, { type, files, isProduction: stage.isProduction })
    if (kind !== undefined) steps.push({ stage: stages.length - 1, path, line: number, kind })
  }
  const last = steps.at(-1)
  if (last === undefined) return { kind: 'none' }
  const full = steps.filter(({ kind }) => kind === 'installed')
  const [first] = full
  if (first === undefined) return { kind: 'omitted', path, line: last.line }
  const inside = full.find(({ stage }) => isShipped(stages, stage))
  if (inside !== undefined) return { kind: 'installed', path, line: inside.line }
  return { kind: 'apart', path, line: first.line }
}

/** Notes a new stage, copies and settings; undefined for lines that install nothing. */
function readStage(line: string, stages: Stage[]): Stage | undefined {
  const from = /^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(line)
  if (from !== null) {
    stages.push(openStage(stages, (from[1] ?? '').toLowerCase(), (from[2] ?? '').toLowerCase()))
    return undefined
  }
  const current = stages.at(-1)
  const copied = copyOf(line)
  if (copied !== undefined) current?.uses.push(copied)
  if (current !== undefined && /^ENV\s.*\bNODE_ENV[ =]["']?production\b/.test(line))
    current.isProduction = true
  return /^RUN\b/i.test(line) ? current : undefined
}

function openStage(stages: readonly Stage[], base: string, name: string): Stage {
  const parent = stages.find((stage) => stage.name !== '' && stage.name === base)
  return { name, uses: [base], isProduction: parent?.isProduction ?? false }
}

/** The stage that a line copies from, unless what it copies are files that a build made. */
function copyOf(line: string): string | undefined {
  const copy = /^COPY\s+(?:--\S+\s+)*--from=(\S+)\s+(.*)$/i.exec(line)
  return copy === null || built.test(copy[2] ?? '') ? undefined : (copy[1] ?? '').toLowerCase()
}

const built =
  /^\S*\/(?:dist|build|out|public|static|_site|site|target|assets|\.next\/(?:static|standalone))\/?\s/

/** The last stage is shipped, and everything that it uses; stages for tests are not, wherever they stand. */
function isShipped(stages: readonly Stage[], stage: number): boolean {
  const isAside = ({ name }: Stage): boolean =>
    /(?:^|[-_])(?:lint|linter|test|tests|testing|dev|devel|development|ci|debug|docs)(?:$|[-_])/.test(name)
  const shipped = stages.filter((one, index) => index > 0 && !isAside(one))
  const final = shipped.at(-1) ?? stages.at(-1)
  const wanted = new Set(final === undefined ? [] : [final])
  // A set hands out what is added while it is walked.
  for (const one of wanted)
    for (const use of one.uses) {
      const index = Number(use)
      const named = stages.find(({ name }, at) => (name !== '' && name === use) || at - 1 === index)
      if (named !== undefined) wanted.add(named)
    }
  const own = stages[stage]
  return own === undefined || wanted.has(own)
}

interface Question {
  readonly type: string
  readonly files: readonly string[]
  readonly isProduction: boolean
}

/** Undefined: it installs nothing of the ecosystem. */
function kindOf(line: string, { type, files, isProduction }: Question): Step['kind'] | undefined {
  switch (type) {
    case 'npm':
      return npmKind(line, isProduction)
    case 'pypi':
      return pypiKind(line, files)
    case 'composer':
      return byFlags(line, /\bcomposer(?:\.phar)?\s+(?:install|update|i)\b/, /--no-dev\b/)
    case 'gem':
      return byFlags(
        line,
        /\bbundle\s+(?:install|i)\b|\bbundle\s*$/,
        /--without\b|BUNDLE_WITHOUT|without\s+['"]?development/,
      )
    default:
      return undefined
  }
}

function byFlags(line: string, install: RegExp, omits: RegExp): Step['kind'] | undefined {
  if (!install.test(line)) return undefined
  return omits.test(line) ? 'omitted' : 'installed'
}

function npmKind(line: string, isProduction: boolean): Step['kind'] | undefined {
  if (
    !/\bnpm\s+(?:ci|install|i)\b(?!\s+(?:-g\b|--global\b))|\byarn(?:\s+install\b|\s+--|\s*$|\s*&&|\s+workspaces\s+focus)|\bpnpm\s+(?:i|install)\b(?!\s+(?:-g\b|--global\b))/.test(
      line,
    )
  )
    return undefined
  if (/--include[= ]dev\b|--production=false|--prod=false/.test(line)) return 'installed'
  const omits =
    /--omit[= ]dev\b|--production\b|--only[= ]prod(?:uction)?\b|--prod\b|\s-P\b|NODE_ENV=production|npm prune\b.*--(?:omit|production)/
  return isProduction || omits.test(line) ? 'omitted' : 'installed'
}

function pypiKind(line: string, files: readonly string[]): Step['kind'] | undefined {
  if (/\bpip3?\s+install\b|\buv\s+pip\s+install\b/.test(line) && files.some((name) => line.includes(name)))
    return 'installed'
  return (
    byFlags(
      line,
      /\bpoetry\s+(?:install|sync|export)\b/,
      /--only[= ](?:main|default)\b|--no-dev\b|--without\b|\bexport\b(?!.*--(?:with|dev)\b)/,
    ) ??
    byFlags(line, /\buv\s+(?:sync|export)\b/, /--no-dev\b|--no-default-groups\b|--only-group\b/) ??
    byFlags(line, /\bpdm\s+(?:install|sync)\b/, /--prod(?:uction)?\b/) ??
    byFlags(line, /\bpipenv\s+(?:install|sync)\b/, /^(?!.*(?:--dev\b|\s-d\b))/) ??
    (/\bpip3?\s+install\b/.test(line)
      ? /\[(?:[\w,-]*\b(?:dev|test|tests|testing|docs|lint)\b[\w,-]*)\]/.test(line)
        ? 'installed'
        : 'omitted'
      : undefined)
  )
}

interface Line {
  readonly text: string
  /** 1-based, of its start. */
  readonly number: number
}

/** Lines that end in a backslash go on. */
function logicalLines(text: string): readonly Line[] {
  const lines: Line[] = []
  let open: { text: string; number: number } | undefined
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*#/.test(raw)) continue
    const isOpen = /\\\s*$/.test(raw)
    const part = raw.replace(/\\\s*$/, ' ').trim()
    open =
      open === undefined
        ? { text: part, number: index + 1 }
        : { text: `${open.text} ${part}`, number: open.number }
    if (isOpen) continue
    lines.push(open)
    open = undefined
  }
  if (open !== undefined) lines.push(open)
  return lines
}
