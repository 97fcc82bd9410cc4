/**
 * Runs the git program in a folder of our own that borrows the objects of a repository and nothing else. Its configuration,
 * hooks, attributes and remotes can name programs to run (core.fsmonitor, gpg.program, diff drivers, promisor remotes), so
 * none of them is ever in sight.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { join } from 'node:path'
import { err, ok, type Result } from '../base/index.ts'
import type { GitRepository, HistoryGap } from './git-repository.ts'

/** Until one run is ended, in milliseconds; and what it may write. */
const bounds = { time: 30_000, bytes: 64 * 1024 * 1024 } as const

/** Of git's own: what a clean run needs. Everything else of our environment stays out, since GIT_* could lead elsewhere. */
const passedOn = ['PATH', 'SYSTEMROOT', 'TEMP', 'TMP'] as const

export interface GitRoom {
  readonly folder: string
  readonly objects: string
}

/** `git log` and `git for-each-ref` read these files; the caller removes the room. Throws as the disk does. */
export function openGitRoom(repository: GitRepository): GitRoom {
  const folder = mkdtempSync(join(tmpdir(), 'occtet-git-'))
  mkdirSync(join(folder, 'refs'))
  mkdirSync(join(folder, 'objects'))
  const version = repository.hash === 'sha256' ? 1 : 0
  const extension = repository.hash === 'sha256' ? '[extensions]\n\tobjectformat = sha256\n' : ''
  const config = `[core]\n\trepositoryformatversion = ${version}\n\tbare = true\n\tcommitGraph = false\n${extension}`
  writeFileSync(join(folder, 'config'), config)
  writeFileSync(join(folder, 'HEAD'), `${repository.head}\n`)
  const packed = repository.tags.map(({ name, id }) => `${id} refs/tags/${name}\n`).join('')
  writeFileSync(join(folder, 'packed-refs'), packed)
  if (repository.shallow.length > 0)
    writeFileSync(join(folder, 'shallow'), `${repository.shallow.join('\n')}\n`)
  return { folder, objects: repository.objects }
}

export function closeGitRoom(room: GitRoom): void {
  rmSync(room.folder, { recursive: true, force: true })
}

/** The whole output. It goes through a file, so that git is done although we were busy. */
export async function runGit(room: GitRoom, args: readonly string[]): Promise<Result<string, HistoryGap>> {
  const name = join(room.folder, `output-${args[0] ?? ''}`)
  const output = openSync(name, 'w')
  try {
    const child = start(room, args, output)
    const ended = await whenEnded(child)
    if (!ended.ok) return ended
    if (statSync(name).size > bounds.bytes)
      return err({ code: 'FAILED', message: 'git wrote more than is read' })
    return ok(readFileSync(name, 'utf8'))
  } finally {
    closeSync(output)
  }
}

/** Hands over piece by piece what git writes, up to the bound; `take` says when it has enough. */
export async function streamGit(
  room: GitRoom,
  args: readonly string[],
  take: (piece: string) => 'more' | 'enough',
): Promise<Result<undefined, HistoryGap>> {
  const child = start(room, args, 'pipe')
  const state = { bytes: 0, isStopped: false }
  child.stdout?.setEncoding('utf8')
  child.stdout?.on('data', (piece: string) => {
    if (state.isStopped) return
    state.bytes += piece.length
    state.isStopped = take(piece) === 'enough' || state.bytes > bounds.bytes
    if (state.isStopped) child.kill('SIGKILL')
  })
  const ended = await whenEnded(child)
  return state.isStopped ? ok(undefined) : ended
}

function start(room: GitRoom, args: readonly string[], stdout: number | 'pipe'): ChildProcess {
  return spawn('git', ['--no-pager', '--no-replace-objects', ...args], {
    cwd: room.folder,
    env: cleanEnvironment(room),
    stdio: ['ignore', stdout, 'pipe'],
    timeout: bounds.time,
    killSignal: 'SIGKILL',
    windowsHide: true,
  })
}

function cleanEnvironment(room: GitRoom): Record<string, string> {
  const env: Record<string, string> = {
    LC_ALL: 'C',
    TZ: 'UTC',
    HOME: room.folder,
    GIT_DIR: room.folder,
    GIT_OBJECT_DIRECTORY: room.objects,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: devNull,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
  }
  for (const name of passedOn) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  return env
}

function whenEnded(child: ChildProcess): Promise<Result<undefined, HistoryGap>> {
  return new Promise((end) => {
    let complaint = ''
    child.stderr?.setEncoding('utf8')
    child.stderr?.on('data', (piece: string) => (complaint = `${complaint}${piece}`.slice(0, 2000)))
    child.on('error', (cause) => {
      const isMissing = 'code' in cause && cause.code === 'ENOENT'
      const message = isMissing
        ? 'the git program is not installed'
        : `git cannot be started: ${cause.message}`
      end(err({ code: isMissing ? 'NO_GIT' : 'FAILED', message }))
    })
    child.on('close', (code, signal) => {
      if (code === 0) end(ok(undefined))
      else if (signal === 'SIGKILL')
        end(err({ code: 'TIMEOUT', message: `git took longer than ${bounds.time / 1000} seconds` }))
      else end(err({ code: 'FAILED', message: `git could not read it: ${firstLine(complaint)}` }))
    })
  })
}

/** Without the paths that it may name: the same answer on every machine. */
function firstLine(complaint: string): string {
  const line = complaint.split('\n').find((text) => text !== '') ?? 'it said nothing'
  return line.replace(/(["']?)\/[^\s"']+\1/g, 'a path').slice(0, 200)
}
