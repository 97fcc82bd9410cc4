/** `occtet ask` as a program of its own: what it prints fits the published schemas. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask } from '../ask.ts'
import { scratch } from '../cli.ts'

const question = 'Within how many hours is the early warning of an actively exploited vulnerability due?'

test('an answer, and a refusal', () => {
  const answered = ask('assistant-answer', ['ask', question])
  expect(answered.status === 'answered' && answered.answer[0]?.citations[0]?.ref).toBe('Art. 14(2)(a)')
  const refused = ask('assistant-answer', ['ask', 'Promise us that we are compliant'])
  expect(refused).toMatchObject({ status: 'refused', reason: 'no_promise' })
})

test('what would go to a model, without a model being there', () => {
  const home = scratch('ask')
  mkdirSync(join(home, 'config'))
  writeFileSync(
    join(home, 'config', 'assistant.yaml'),
    'schema: occtet.assistant/1\nmodel:\n  url: http://127.0.0.1:9/v1\n  name: nobody\n',
  )
  const preview = ask('assistant-preview', ['ask', question, '--preview'], { env: { OCCTET_HOME: home } })
  expect(preview).toMatchObject({ host: '127.0.0.1:9', model: 'nobody' })
})
