package vault

import (
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"time"
)

const (
	triesName   = "tries.json"
	maxTries    = 1 << 14 // bytes
	freeTries   = 3       // wrong tries that cost nothing
	longestWait = time.Minute
)

// tries is what the vault remembers of wrong passphrases across restarts. Its
// loss only makes the next tries quicker: the real bar is the passphrase.
type tries struct {
	Wrong int            `json:"wrong"`
	Last  time.Time      `json:"last"`
	By    map[string]int `json:"by,omitempty"` // of them, by login
}

// wait is how long after the last wrong try the next one is refused: nothing
// for the first three, then 1, 2, 4 … 60 seconds.
func (t tries) wait() time.Duration {
	if t.Wrong < freeTries {
		return 0
	}
	return min(longestWait, time.Second<<min(t.Wrong-freeTries, 10))
}

// Wait is how long the next try has to wait. A clock set back does not shorten
// it, one set forward cannot be told from time that passed.
func (v *Vault) Wait() time.Duration {
	t := v.tries()
	passed := v.now().Sub(t.Last)
	return max(0, t.wait()-max(0, passed))
}

func (v *Vault) tries() tries {
	raw, err := readBounded(filepath.Join(v.dir, triesName), maxTries)
	if err != nil {
		return tries{}
	}
	var t tries
	if json.Unmarshal(raw, &t) != nil || t.Wrong < 0 {
		return tries{Wrong: freeTries, Last: v.now()}
	}
	return t
}

// tried remembers one more wrong try for a login.
func (v *Vault) tried(login string) error {
	t := v.tries()
	t.Wrong, t.Last = t.Wrong+1, v.now().UTC()
	if t.By == nil {
		t.By = map[string]int{}
	}
	if _, known := t.By[login]; known || len(t.By) < maxSlots {
		t.By[login]++
	}
	return v.writeTries(t)
}

// forgiveOne forgets the wrong tries of one login. Those of others stay, and
// so does the delay that they cost.
func (v *Vault) forgiveOne(login string) error {
	t := v.tries()
	if t.By[login] == 0 {
		return nil
	}
	t.Wrong = max(0, t.Wrong-t.By[login])
	delete(t.By, login)
	return v.writeTries(t)
}

// forgive forgets the wrong tries after a right one, and gives them by login
// for the record.
func (v *Vault) forgive() (map[string]int, error) {
	_, err := readBounded(filepath.Join(v.dir, triesName), maxTries)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	wrong := v.tries().By
	return wrong, v.writeTries(tries{})
}

func (v *Vault) writeTries(t tries) error {
	raw, err := json.Marshal(t)
	if err != nil {
		return err
	}
	if err := replaceFile(v.dir, triesName, "", raw); err != nil {
		return diskFault(err)
	}
	return nil
}
