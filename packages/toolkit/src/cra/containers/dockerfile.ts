/** Reads Dockerfiles line by line: base images, user, ports (Dockerfile reference, instructions FROM, USER, EXPOSE, ADD). */
import type { Finding } from '../code-signals.ts'

/** An image that a build or deployment starts from. */
export interface ImageUse {
  readonly path: string
  readonly line: number
  /** As written, without variables. */
  readonly image: string
}

export interface DockerfileRead {
  readonly findings: readonly Finding[]
  readonly images: readonly ImageUse[]
}

const smallBase =
  /(?:^|\/)(?:scratch|distroless\/|alpine)|distroless|[-:](?:alpine|slim|minimal|micro)\b|chainguard/i

interface Instruction {
  readonly line: number
  readonly name: string
  readonly rest: string
}

interface Reading {
  readonly path: string
  readonly stages: Set<string>
  readonly images: ImageUse[]
  readonly findings: Finding[]
  last: { readonly image: string; readonly line: number } | undefined
  user: Instruction | undefined
}

/** Only the last stage counts for the user; it is what runs. */
export function readDockerfile(path: string, text: string): DockerfileRead {
  const reading: Reading = {
    path,
    stages: new Set(),
    images: [],
    findings: [],
    last: undefined,
    user: undefined,
  }
  for (const one of splitInstructions(text)) takeInstruction(reading, one)
  const { last, user, findings, images } = reading
  if (last === undefined) return { findings: [], images: [] }
  return { findings: [...findings, ...judgeStage(path, last, user)], images }
}

function takeInstruction(reading: Reading, one: Instruction): void {
  const at = { path: reading.path, line: one.line }
  switch (one.name) {
    case 'FROM':
      takeStage(reading, one)
      return
    case 'USER':
      reading.user = one
      return
    case 'EXPOSE':
      reading.findings.push({ kind: 'exposes-port', ...at, detail: one.rest })
      return
    case 'ADD':
      if (/^(?:--\S+\s+)*https?:/.test(one.rest) && !one.rest.includes('--checksum='))
        reading.findings.push({ kind: 'adds-unchecked-download', ...at })
      return
    default:
  }
}

function takeStage(reading: Reading, { line, rest }: Instruction): void {
  const [image = '', as = '', stage = ''] = rest.replace(/--\w+=\S+\s+/g, '').split(/\s+/)
  const isOther = !reading.stages.has(image.toLowerCase()) && image !== 'scratch' && !image.includes('$')
  if (isOther) reading.images.push({ path: reading.path, line, image })
  if (as.toLowerCase() === 'as') reading.stages.add(stage.toLowerCase())
  reading.last = { image, line }
  reading.user = undefined
}

function judgeStage(
  path: string,
  stage: { readonly image: string; readonly line: number },
  user: Instruction | undefined,
): readonly Finding[] {
  const base = smallBase.test(stage.image)
    ? [{ kind: 'small-base', path, line: stage.line, detail: stage.image }]
    : []
  if (user === undefined) {
    const isNonRoot = /nonroot|chainguard/.test(stage.image)
    return [...base, { kind: isNonRoot ? 'non-root-user' : 'no-user-set', path, line: stage.line }]
  }
  const isRoot = /^(?:root|0)(?::|$)/.test(user.rest)
  return [
    ...base,
    { kind: isRoot ? 'root-user' : 'non-root-user', path, line: user.line, detail: `USER ${user.rest}` },
  ]
}

function splitInstructions(text: string): readonly Instruction[] {
  const found: Instruction[] = []
  let open: { line: number; text: string } | undefined
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const part = line.endsWith('\\') ? line.slice(0, -1) : line
    open =
      open === undefined ? { line: index + 1, text: part } : { line: open.line, text: `${open.text} ${part}` }
    if (line.endsWith('\\') && open.text.length < 20_000) continue
    const match = /^([A-Za-z]{2,20})\s+(.*)$/.exec(open.text)
    if (match !== null)
      found.push({ line: open.line, name: (match[1] ?? '').toUpperCase(), rest: (match[2] ?? '').trim() })
    open = undefined
  }
  return found
}
