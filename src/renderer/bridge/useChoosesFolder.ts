import { useEffect, useState } from 'react'
import { useConnection } from './connection'

/**
 * Whether folders and files are chosen in the system's own box, as in the app; in a browser their path is written. null until
 * it is known.
 */
export const useChoosesFolder = (): boolean | null => {
  const connection = useConnection()
  const [chooses, setChooses] = useState<boolean | null>(null)
  useEffect(() => {
    let isHere = true
    void connection.state().then((known) => {
      if (isHere) setChooses(known.ok && known.value.choosesFolder)
    })
    return () => {
      isHere = false
    }
  }, [connection])
  return chooses
}
