import process from 'node:process'
import type { Arguments } from '#cli/arguments'
import { failures } from '#shared/errors'
import type { Failure } from '#shared/errors'
import { failureSentence, sentence } from '#shared/i18n/say'

/** Escape sequences and reading-order marks would let a record's text redraw the terminal. */
const dangerous = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** Text as a terminal may show it. */
const clean = (text: string): string => text.replace(dangerous, '\uFFFD')

/** Where a command's words and values go: one JSON value, or plain words in the user's language. */
export type Output = {
  /** The command's one value: with `--json` it is all of stdout. */
  value(value: unknown): void
  /** Plain words, without `--json`. */
  words(key: string, places?: Readonly<Record<string, string | number>>): void
  /** A line as it is, without `--json`. */
  line(text: string): void
  /** A view in plain words, without `--json`. */
  view(view: unknown): void
  /** What whoever runs a program that goes on has to know, on stderr always. */
  notice(key: string, places?: Readonly<Record<string, string | number>>): void
  /** Progress, on stderr and for a terminal only. */
  progress(key: string, places?: Readonly<Record<string, string | number>>): void
  /** A text as it is, on stderr and for a terminal only. */
  aside(text: string): void
  /** The failure: JSON on stdout with `--json`, one sentence on stderr always. Returns the exit code. */
  failure(failure: Failure): number
}

const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** A view as indented lines. */
const linesOf = (value: unknown, indent = ''): string[] => {
  if (isScalar(value)) return [`${indent}${value === null ? '–' : String(value)}`]
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((item): [string, unknown] => ['–', item])
    : Object.entries(value as Record<string, unknown>)
  return entries.flatMap(([key, item]) =>
    isScalar(item)
      ? [
          `${indent}${key}${key === '–' ? ' ' : ': '}${item === null ? '–' : String(item).replaceAll('\n', `\n${indent}  `)}`,
        ]
      : [`${indent}${key}${key === '–' ? '' : ':'}`, ...linesOf(item, `${indent}  `)],
  )
}

/** The output of one run. */
export const createOutput = ({ json, language }: Pick<Arguments, 'json' | 'language'>): Output => {
  const print = (text: string): void => void process.stdout.write(`${text}\n`)
  const plain = (text: string): void => {
    if (!json) print(clean(text))
  }
  return {
    value(value) {
      if (json) print(JSON.stringify(value))
    },
    words: (key, places) => plain(sentence(language, `cli.${key}`, places)),
    line: plain,
    view: (view) => plain(linesOf(view).join('\n')),
    notice: (key, places) => void process.stderr.write(`${clean(sentence(language, `cli.${key}`, places))}\n`),
    progress(key, places) {
      if (process.stderr.isTTY) process.stderr.write(`${clean(sentence(language, `cli.${key}`, places))}\n`)
    },
    aside(text) {
      if (process.stderr.isTTY) process.stderr.write(`${clean(text)}\n`)
    },
    failure(failure) {
      const message = clean(failureSentence(language, failure))
      if (json) print(JSON.stringify({ error: { type: failure.type, message } }))
      process.stderr.write(`${message}\n`)
      return failures[failure.type]
    },
  }
}
