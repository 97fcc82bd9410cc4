/** Dockerfile and Containerfile (Dockerfile reference, FROM, COPY --from, RUN --mount): images that a build starts from. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { type Instruction, readInstructions, readSyntaxImage } from '../read/dockerfile.ts'
import { addImage } from '../read/image.ts'
import { noteReferences, type References, startReferences } from '../read/loose-references.ts'
import { addIssue, finishDraft, startDraft } from '../read/package.ts'

export const dockerfile: Ecosystem = {
  id: 'dockerfile',
  purlType: 'oci',
  versions: 'generic',
  files: [
    'Dockerfile',
    'Containerfile',
    'Dockerfile.*',
    'Containerfile.*',
    '*.Dockerfile',
    '*.dockerfile',
    '*.Containerfile',
  ],
  title: 'Dockerfile',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  parse: parseDockerfile,
}

interface Stage {
  readonly line: number
  /** What it starts from: an image, or an earlier stage by its number. */
  readonly from: string | number
  /** Images that files are taken from into it. */
  readonly copies: { readonly image: string; readonly line: number; readonly isKept: boolean }[]
}

interface State {
  readonly stages: Stage[]
  /** Names of earlier stages, lowercase; their numbers count too. */
  readonly names: Map<string, number>
  readonly defaults: Map<string, string>
}

/** What the last stage stands on is shipped; what only other stages use builds. */
function parseDockerfile(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  if (file.path.endsWith('.dockerignore')) return finishDraft(draft)
  const references = startReferences(draft)
  const state: State = { stages: [], names: new Map([]), defaults: new Map() }
  for (const instruction of readInstructions(file.text)) take(state, instruction)
  const syntax = readSyntaxImage(file.text)
  if (syntax !== undefined) addImage(references, syntax, { line: 1, scope: 'build', groups: ['syntax'] })
  addStages(references, state)
  if (state.stages.length === 0) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected FROM, found none' })
  }
  noteReferences(references)
  return finishDraft(draft)
}

function take(state: State, instruction: Instruction): void {
  const { name, rest } = instruction
  if (name === 'ARG' && state.stages.length === 0) takeDefaults(state, rest)
  else if (name === 'FROM') takeFrom(state, instruction)
  else if (name === 'COPY') takeCopy(state, instruction, /(?:^|\s)--from=(\S+)/g)
  else if (name === 'RUN') takeCopy(state, instruction, /--mount=\S*\bfrom=([^\s,]+)/g)
}

/** An ARG before the first FROM may give a part of the image; whoever builds can give another one. */
function takeDefaults(state: State, rest: string): void {
  for (const [, name = '', value = ''] of rest.matchAll(/(?:^|\s)(\w+)=("[^"]*"|'[^']*'|\S*)/g)) {
    state.defaults.set(name, expand(state, value.replace(/^(["'])(.*)\1$/, '$2')))
  }
}

function takeFrom(state: State, { rest, line }: Instruction): void {
  const words = rest.split(/\s+/).filter((word) => !word.startsWith('--'))
  const [written = '', as = '', name = ''] = words
  const image = expand(state, written)
  state.stages.push({ line, from: state.names.get(image.toLowerCase()) ?? image, copies: [] })
  if (as.toLowerCase() === 'as' && name !== '') state.names.set(name.toLowerCase(), state.stages.length - 1)
}

/** Files of `COPY --from` stay; what `RUN --mount` shows is gone after the step. */
function takeCopy(state: State, { name, rest, line }: Instruction, form: RegExp): void {
  const stage = state.stages[state.stages.length - 1]
  for (const [, written = ''] of stage === undefined ? [] : rest.matchAll(form)) {
    const image = expand(state, written.replace(/^(["'])(.*)\1$/, '$2'))
    const isStage = state.names.has(image.toLowerCase()) || /^\d+$/.test(image)
    if (!isStage) stage?.copies.push({ image, line, isKept: name === 'COPY' })
  }
}

function addStages(references: References, { stages }: State): void {
  const shipped = new Set<number>()
  for (let at: string | number = stages.length - 1; typeof at === 'number' && !shipped.has(at); ) {
    shipped.add(at)
    at = stages[at]?.from ?? ''
  }
  for (const [index, { line, from, copies }] of stages.entries()) {
    const isShipped = shipped.has(index)
    if (typeof from === 'string' && from !== 'scratch') {
      addImage(references, from, { line, scope: isShipped ? 'runtime' : 'build' })
    }
    for (const copy of copies) {
      addImage(references, copy.image, {
        line: copy.line,
        scope: isShipped && copy.isKept ? 'runtime' : 'build',
      })
    }
  }
}

/** Longer values are no part of a reference. */
const maxValue = 500

/** `$NAME`, `${NAME}`, `${NAME:-VALUE}`; a name without a default stays, and makes no reference. */
function expand({ defaults }: State, text: string): string {
  let result = ''
  let from = 0
  for (const match of text.matchAll(/\$(?:\{(\w+)(?::?-([^{}]*))?\}|(\w+))/g)) {
    const [whole, braced, fallback, bare] = match
    result += text.slice(from, match.index) + (defaults.get(braced ?? bare ?? '') ?? fallback ?? whole)
    from = match.index + whole.length
    if (result.length > maxValue) return text.slice(0, maxValue)
  }
  return result + text.slice(from)
}
