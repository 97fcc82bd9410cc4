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
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
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
  rmSync(room.folder, { recursive: true, force: true, maxRetries: 5 })
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

/** A run that writes into a file while we are busy, and is read from there. */
export interface GitStream {
  /** Hands over what was written, from the beginning, as it comes; ends when git does or `take` has enough. */
  readonly read: (take: (piece: string) => 'more' | 'enough') => Promise<Result<undefined, HistoryGap>>
  /** Ends it, where it still runs. */
  readonly stop: () => void
}

/** What goes beyond the bound on bytes is cut off: newest first, so what is lost is old. */
export function streamGit(room: GitRoom, args: readonly string[]): GitStream {
  const name = join(room.folder, 'stream')
  const output = openSync(name, 'w')
  const child = start(room, args, output)
  const state = { isEnded: false }
  const ended = whenEnded(child).then((result) => {
    state.isEnded = true
    closeSync(output)
    return result
  })
  const stop = (): void => {
    if (!state.isEnded) child.kill('SIGKILL')
  }
  return {
    stop,
    read: async (take) => {
      const pieces = openPieces(name)
      try {
        for (;;) {
          const wasEnded = state.isEnded
          if (pieces.handOver(take) === 'enough') return ok(undefined)
          if (wasEnded) return await orCut(ended, pieces.bytes())
          await Promise.race([ended, new Promise((wake) => setTimeout(wake, 20))])
        }
      } finally {
        pieces.close()
      }
    },
  }
}

/** A run that the bound cut off gave all that is wanted of it. */
async function orCut(
  ended: Promise<Result<undefined, HistoryGap>>,
  bytes: number,
): Promise<Result<undefined, HistoryGap>> {
  const result = await ended
  return bytes >= bounds.bytes ? ok(undefined) : result
}

function openPieces(name: string): {
  readonly handOver: (take: (piece: string) => 'more' | 'enough') => 'more' | 'enough'
  readonly bytes: () => number
  readonly close: () => void
} {
  const file = openSync(name, 'r')
  const decoder = new StringDecoder('utf8')
  const buffer = Buffer.alloc(256 * 1024)
  let at = 0
  return {
    handOver: (take) => {
      while (at < bounds.bytes) {
        const count = readSync(file, buffer, 0, buffer.length, at)
        if (count === 0) return 'more'
        at += count
        if (take(decoder.write(buffer.subarray(0, count))) === 'enough') return 'enough'
      }
      return 'enough'
    },
    bytes: () => at,
    close: () => closeSync(file),
  }
}

/** In blocks of 512 bytes, as POSIX counts them; where the system allows less already, less it is. */
const limited = `ulimit -f ${bounds.bytes / 512} 2>/dev/null; exec git "$@"`

/** The system ends a run whose output grows beyond the bound, though we are busy; Windows has no such shell. */
function start(room: GitRoom, args: readonly string[], stdout: number): ChildProcess {
  const all = ['--no-pager', '--no-replace-objects', ...args]
  const options = {
    cwd: room.folder,
    env: cleanEnvironment(room),
    stdio: ['ignore', stdout, 'pipe'] as ['ignore', number, 'pipe'],
    timeout: bounds.time,
    killSignal: 'SIGKILL' as const,
    windowsHide: true,
  }
  return process.platform === 'win32'
    ? spawn('git', all, options)
    : spawn('/bin/sh', ['-c', limited, 'git', ...all], options)
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

const missing = 'the git program is not installed'
/** How a shell says that it found no such program (POSIX, 2.8.2). */
const notFound = 127

function whenEnded(child: ChildProcess): Promise<Result<undefined, HistoryGap>> {
  return new Promise((end) => {
    let complaint = ''
    child.stderr?.setEncoding('utf8')
    child.stderr?.on('data', (piece: string) => (complaint = `${complaint}${piece}`.slice(0, 2000)))
    child.on('error', (cause) => {
      const isMissing = 'code' in cause && cause.code === 'ENOENT'
      const message = isMissing ? missing : `git cannot be started: ${cause.message}`
      end(err({ code: isMissing ? 'NO_GIT' : 'FAILED', message }))
    })
    child.on('close', (code, signal) => {
      if (code === 0) end(ok(undefined))
      else if (code === notFound) end(err({ code: 'NO_GIT', message: missing }))
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
