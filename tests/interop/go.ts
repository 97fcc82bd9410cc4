/** Go and the packages of golang.org/x/mod as Debian ships them, without modules and without a network. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where `golang-golang-x-mod-dev` puts its sources. */
const GOPATH = '/usr/share/gocode'
const NOTE_PACKAGE = 'src/golang.org/x/mod/sumdb/note'
/** Debian's, newest name last; then whatever the path has. */
const programs = ['/usr/lib/go-1.19/bin/go', '/usr/lib/go/bin/go', 'go']

/** What is needed and not here; undefined if all is. */
export function findMissing(): string | undefined {
  if (!existsSync(join(GOPATH, NOTE_PACKAGE))) return 'golang-golang-x-mod-dev'
  return findGo() === undefined ? 'golang-go' : undefined
}

/** Compiles the verifier into the folder; returns its path. */
export function buildVerifier(folder: string): string {
  const output = join(folder, 'verify-log')
  const source = fileURLToPath(new URL('./verify-log/main.go', import.meta.url))
  const env = {
    ...process.env,
    GOPATH,
    GO111MODULE: 'off',
    GOFLAGS: '',
    GOTOOLCHAIN: 'local',
    CGO_ENABLED: '0',
  }
  execFileSync(findGo() ?? 'go', ['build', '-o', output, source], { env, stdio: 'pipe' })
  return output
}

export interface Verification {
  readonly isAccepted: boolean
  /** The counts, or what is wrong. */
  readonly said: string
}

export function runVerifier(program: string, args: readonly string[]): Verification {
  const run = spawnSync(program, [...args], { encoding: 'utf8' })
  if (run.error !== undefined) throw run.error
  return { isAccepted: run.status === 0, said: (run.status === 0 ? run.stdout : run.stderr).trim() }
}

function findGo(): string | undefined {
  return programs.find((program) => spawnSync(program, ['version']).status === 0)
}
