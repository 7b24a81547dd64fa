import { readFileSync, statSync } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A file with a passphrase has a line, not a book. */
const largestFile = 4_096

/** Asks on the terminal without echo. */
const ask = (question: string): Promise<string> =>
  new Promise((resolve) => {
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
    process.stderr.write(question)
    const reader = createInterface({ input: process.stdin, output: silent, terminal: true })
    reader.question('', (answer) => {
      reader.close()
      process.stderr.write('\n')
      resolve(answer)
    })
  })

/** The recovery words in `file`, on however many lines. RecoveryWordsWrong when there is no such file, or a book. */
export const readRecoveryWords = (file: string): Result<string> => {
  try {
    return statSync(file).size > largestFile ? fail('RecoveryWordsWrong') : ok(readFileSync(file, 'utf8'))
  } catch {
    return fail('RecoveryWordsWrong')
  }
}

/** The passphrase: the first line of `file`, or asked for without echo; never an argument. PassphraseMissing when there is neither. */
export const readPassphrase = async (file: string | undefined, question: string): Promise<Result<string>> => {
  if (file !== undefined) {
    try {
      if (statSync(file).size > largestFile) return fail('PassphraseMissing')
      return ok((readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '').trim())
    } catch {
      return fail('PassphraseMissing')
    }
  }
  return process.stdin.isTTY ? ok(await ask(question)) : fail('PassphraseMissing')
}
