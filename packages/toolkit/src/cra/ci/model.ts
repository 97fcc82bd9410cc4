/** CI set-up of a source tree as signals need it: files, jobs, and steps with the line on which each stands. */
import type { YamlNode } from '../../small-files/index.ts'

export interface CiStep {
  /** Path of the CI file. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** `uses`: an action or template by name. `run`: one simple shell command. */
  readonly kind: 'uses' | 'run'
  /** The action's reference, or the command with prefixes such as `sudo` or `npx` taken off. */
  readonly text: string
  /** Inputs of an action. */
  readonly inputs: ReadonlyMap<string, string>
  /** A failure of it fails the job. */
  readonly isBlocking: boolean
  /** Runs when code changes (push, pull or merge request), not only by hand or by clock. */
  readonly runsOnChange: boolean
}

export interface GithubWorkflow {
  readonly path: string
  readonly root: YamlNode
  /** Event names of `on`. */
  readonly triggers: readonly string[]
}

/** A place where CI hands over to something that was not read, and that may run anything. */
export interface CiReference {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly verb: 'calls' | 'includes'
  /** What is called, as written. */
  readonly target: string
  /** Why it was not read: `which is not in the tree`. */
  readonly why: string
}

export interface CiSetup {
  /** All that runs, in order of files and lines, with package scripts and make targets followed. */
  readonly steps: readonly CiStep[]
  readonly workflows: readonly GithubWorkflow[]
  readonly hasGitlab: boolean
  /** CI files that could not be read: path and reason. */
  readonly broken: readonly { readonly path: string; readonly reason: string }[]
  /** CI files of systems that we do not read yet. */
  readonly unsupported: readonly string[]
  /** What the files call and we did not read. */
  readonly unread: readonly CiReference[]
}
