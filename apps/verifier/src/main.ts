/** Starts the page: checks what it carries, then whatever is dropped on it. Nothing leaves the page. */
import {
  collectFingerprints,
  findDocument,
  fingerprintOf,
  type PackageFiles,
  readPackageZip,
  readPageData,
  verifyEvidencePackage,
} from '@occtet/toolkit/evidence-package'
import { sha256Hex } from './digest.ts'
import { readGivenFile } from './given.ts'
import { platform } from './platform.ts'
import type { Source, State, Theme } from './state.ts'
import { renderPage } from './view/frame.ts'

const FIRST_RECORDS = 200
const root = document.getElementById('app')
let state: State = {
  language: navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en',
  theme: 'auto',
  given: { anchors: [] },
  answer: { kind: 'none' },
  dropped: [],
  notice: undefined,
  shown: FIRST_RECORDS,
}
let source: Source | undefined
/** Counts the checks, so that one that was overtaken shows nothing. */
let turn = 0

function show(change: Partial<State>): void {
  state = { ...state, ...change }
  if (root === null) return
  const focused = document.activeElement?.id ?? ''
  const opened = new Set(
    [...root.querySelectorAll('li[id] > details[open]')].map(({ parentElement }) => parentElement?.id),
  )
  // The only door for markup: every text in it was escaped by `html`.
  root.innerHTML = renderPage(state).html
  for (const item of root.querySelectorAll('li[id] > details'))
    if (opened.has(item.parentElement?.id)) item.setAttribute('open', '')
  document.documentElement.lang = state.language
  document.documentElement.dataset['theme'] = state.theme
  if (focused !== '') document.getElementById(focused)?.focus()
}

async function check(change: Partial<State> = {}): Promise<void> {
  const asked = source
  if (asked === undefined) return show(change)
  const mine = ++turn
  show({ ...change, answer: { kind: 'working' } })
  const { policy, logKey, anchors } = state.given
  try {
    const result = await verifyEvidencePackage(asked.files, {
      platform,
      at: new Date().toISOString(),
      withoutArtefacts: asked.name === undefined,
      timestampAnchors: anchors,
      ...(policy === undefined ? {} : { policy }),
      ...(logKey === undefined ? {} : { logKey }),
    })
    if (mine === turn) show({ answer: { kind: 'done', result, source: asked } })
  } catch (cause) {
    if (mine === turn) show({ answer: { kind: 'stopped', message: String(cause) } })
  }
}

async function openFiles(files: readonly File[]): Promise<void> {
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    if (isZip(bytes)) await openPackage(file.name, bytes)
    else compareDocument(file.name, bytes)
  }
}

async function openPackage(name: string, bytes: Uint8Array): Promise<void> {
  // A recorded document may be a ZIP itself.
  if (state.answer.kind === 'done' && isKnown(bytes)) return compareDocument(name, bytes)
  const read = readPackageZip(bytes)
  if (!read.ok) {
    turn++
    source = undefined
    return show({ answer: { kind: 'refused', name, message: read.error.message }, dropped: [] })
  }
  source = { files: read.value, name, sha256: sha256Hex(bytes) }
  await check({ dropped: [], notice: undefined, shown: FIRST_RECORDS })
}

function isKnown(bytes: Uint8Array): boolean {
  return state.answer.kind === 'done' && lookUp('', bytes)?.state === 'recorded'
}

function lookUp(name: string, bytes: Uint8Array) {
  const { answer } = state
  return answer.kind === 'done'
    ? findDocument(collectFingerprints(answer.result.records), name, bytes)
    : undefined
}

function compareDocument(name: string, bytes: Uint8Array): void {
  const found = lookUp(name, bytes)
  if (found === undefined) {
    show({ answer: { kind: 'refused', name, message: 'no package was opened before' } })
    return
  }
  show({ dropped: [found, ...state.dropped].slice(0, 20) })
  document.getElementById('dropped')?.scrollIntoView({ block: 'center' })
}

/** "PK": local header, or the end of an empty archive. */
function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b
}

/** Wrong input is said beside the field, and does not make the package look forged: the reader may have mistyped. */
async function compareKey(text: string): Promise<void> {
  const log = state.answer.kind === 'done' ? state.answer.result.log : undefined
  if (log === undefined) return
  const bare = text.replace(/[\s:]+/g, '')
  const isSame = bare === log.key || bare.toLowerCase() === fingerprintOf(log.key)
  if (!isSame) return show({ notice: 'other' })
  await check({ given: { ...state.given, logKey: log.key }, notice: undefined })
}

async function loadGiven(file: File | undefined): Promise<void> {
  if (file === undefined) return
  const given = readGivenFile(new Uint8Array(await file.arrayBuffer()))
  if (given === undefined) return show({ notice: 'unreadable' })
  const { anchors, policy } = given
  const next = { ...state.given, anchors: [...state.given.anchors, ...(anchors ?? [])] }
  await check({ given: policy === undefined ? next : { ...next, policy }, notice: undefined })
}

const clicks: Readonly<Record<string, () => void>> = {
  'by-eye': () => {
    const log = state.answer.kind === 'done' ? state.answer.result.log : undefined
    if (log !== undefined) void check({ given: { ...state.given, logKey: log.key }, notice: undefined })
  },
  forget: () => void check({ given: { anchors: [] }, notice: undefined }),
  more: () => show({ shown: state.shown + 5 * FIRST_RECORDS }),
}

function onChange(target: EventTarget | null): void {
  if (target instanceof HTMLSelectElement) {
    if (target.id === 'language') show({ language: target.value === 'de' ? 'de' : 'en' })
    if (target.id === 'theme') show({ theme: target.value as Theme })
  }
  if (!(target instanceof HTMLInputElement) || target.type !== 'file') return
  const files = [...(target.files ?? [])]
  if (target.id === 'file') void openFiles(files)
  else void loadGiven(files[0])
}

function listen(): void {
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element) clicks[target.closest('button')?.id ?? '']?.()
  })
  document.addEventListener('change', ({ target }) => onChange(target))
  document.addEventListener('submit', (event) => {
    event.preventDefault()
    const input = document.getElementById('key-input')
    if (input instanceof HTMLInputElement) void compareKey(input.value)
  })
  for (const type of ['dragenter', 'dragover'])
    document.addEventListener(type, (event) => {
      event.preventDefault()
      document.documentElement.dataset['drag'] = 'on'
    })
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) delete document.documentElement.dataset['drag']
  })
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    delete document.documentElement.dataset['drag']
    void openFiles([...(event.dataTransfer?.files ?? [])])
  })
}

function readOwnData(): PackageFiles | undefined {
  return readPageData(JSON.parse(document.getElementById('package')?.textContent ?? 'null'))
}

listen()
try {
  const files = readOwnData()
  if (files !== undefined) source = { files, name: undefined }
  void check()
} catch (cause) {
  show({ answer: { kind: 'stopped', message: String(cause) } })
}
