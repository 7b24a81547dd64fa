import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conflict } from '#shared/contract/caseViews'
import type { Failure } from '#shared/errors'
import { CircleHelp } from '../../components/icons'
import { State } from '../../components/State'
import { TwoVersions } from '../../components/TwoVersions'
import { useConnection } from '../../bridge/connection'
import { useFailure } from '../../i18n/useFailure'
import { useFile } from './file'
import { useValueWords } from './useValueWords'

/** Every field of the case that was written apart: both versions, until somebody chooses. */
export const Conflicts = () => {
  const { t } = useTranslation()
  const connection = useConnection()
  const inWords = useFailure()
  const wordsOf = useValueWords()
  const { file, say } = useFile()
  const [later, setLater] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Failure | null>(null)

  const choose = async ({ path, versions }: Conflict, place: number): Promise<void> => {
    const value = versions[place]?.value ?? null
    const { caseId } = file
    const [part = '', id = '', field] = path.split('.')
    setBusy(true)
    const done =
      path === 'status'
        ? await connection.call('case.setStatus', { caseId, status: value as never })
        : field === 'status' || field === 'stage'
          ? await connection.call('case.setPartStatus', { caseId, part, id, status: value } as never)
          : await connection.call('case.setField', { caseId, path, value, basedOn: [...file.heads] })
    setBusy(false)
    setProblem(done.ok ? null : done.error)
    if (done.ok) say(t('caseFile.chosen'))
  }
  return (
    <>
      {problem !== null && (
        <p role="alert">
          <State icon={CircleHelp} dye="barro">
            {inWords(problem)}
          </State>
        </p>
      )}
      {file.conflicts
        .filter(({ path }) => !later.includes(path))
        .map((conflict) => (
          <TwoVersions
            key={conflict.path}
            field={t(`caseFile.conflict.${conflict.path.split('.').at(-1) ?? ''}`, { defaultValue: conflict.path })}
            versions={conflict.versions.map(({ value, by, on }, place) => ({
              id: String(place),
              value: wordsOf(conflict.path, value),
              by,
              on,
            }))}
            onKeep={(place) => void choose(conflict, Number(place))}
            onLater={() => setLater([...later, conflict.path])}
            busy={busy}
          />
        ))}
    </>
  )
}
