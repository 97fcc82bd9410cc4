/** One way for all signals that ask "does the documentation speak of …": topics, the first place of each, honest gaps. */
import type { Signal } from '../signal.ts'
import { toSignalResult } from '../signal.ts'
import type { Prose, ProseLine, ProsePlace } from './prose.ts'
import { isForUsers, readProse } from './prose.ts'
import { count, type Message, say, terms } from '../say.ts'

export interface Topic {
  readonly name: string
  /** On any line. */
  readonly line?: RegExp
  /** On headings only: a word that is too common elsewhere. */
  readonly heading?: RegExp
  /** Must not be on the same line. */
  readonly not?: RegExp
}

export interface TopicHit extends ProsePlace {
  readonly topic: string
}

/** The first place of each topic, in the order of the topics; headings win over lines. */
export function findTopics(prose: Prose, topics: readonly Topic[]): readonly TopicHit[] {
  const lines = prose.lines.filter((line) => isForUsers(line.path))
  return topics.flatMap((topic) => {
    const hit =
      lines.find((line) => line.isHeading && matches(line, topic)) ??
      lines.find((line) => matches(line, topic))
    return hit === undefined ? [] : [{ topic: topic.name, path: hit.path, line: hit.line }]
  })
}

function matches(line: ProseLine, { line: anywhere, heading, not }: Topic): boolean {
  if (not?.test(line.text) === true) return false
  return anywhere?.test(line.text) === true || (line.isHeading && heading?.test(line.text) === true)
}

export interface TopicSignal {
  readonly id: string
  readonly topics: readonly Topic[]
  /** `how to update`: goes into `The documentation speaks of …`. */
  readonly subject: Message
}

/** A practice signal whose only field is `topics`; never stronger than the catalogue says. */
export function toTopicSignal({ id, topics, subject }: TopicSignal): Signal {
  return {
    id,
    looksFor: 'practice',
    collect: ({ tree }) => {
      const prose = readProse(tree)
      const hits = findTopics(prose, topics)
      if (hits.length > 0) {
        const names = hits.map((hit) => hit.topic)
        const statement = say`The documentation speaks of ${subject}: ${terms(names)}; whether it is right is for a person to read.`
        const evidence = hits.map(({ path, line }) => ({ path, line }))
        return toSignalResult(id, { state: 'present', statement, facts: { topics: names }, evidence })
      }
      if (prose.incomplete !== undefined) {
        const statement = say`Whether the documentation speaks of ${subject} is unknown.`
        return toSignalResult(id, {
          state: 'unknown',
          statement,
          facts: { topics: null },
          reason: prose.incomplete,
        })
      }
      const statement = say`Nothing about ${subject} was found in ${documents(prose)}.`
      return toSignalResult(id, { state: 'absent', statement, facts: { topics: [] } })
    },
  }
}

/** `12 documents of the tree`. */
export function documents(prose: Prose): Message {
  return say`${count(prose.files.length, 'document')} of the tree`
}
