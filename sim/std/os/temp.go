//go:build gopherscope

package os

import (
	"errors"
	"internal/rt"
)

var errSeparator = errors.New("pattern contains path separator")

// CreateTemp makes a new file in dir, TempDir() if that is "", and opens it. Random digits take
// the place of the last * of pattern, or follow it.
func CreateTemp(dir, pattern string) (*File, error) {
	before, after, err := splitPattern("createtemp", pattern)
	if err != nil {
		return nil, err
	}
	for {
		f, err := OpenFile(tempName(dir, before, after), O_RDWR|O_CREATE|O_EXCL, 0o600)
		if !IsExist(err) {
			return f, err
		}
	}
}

// MkdirTemp makes a new directory in dir, with a name as CreateTemp's, and returns its path.
func MkdirTemp(dir, pattern string) (string, error) {
	before, after, err := splitPattern("mkdirtemp", pattern)
	if err != nil {
		return "", err
	}
	for {
		name := tempName(dir, before, after)
		err := Mkdir(name, 0o700)
		switch {
		case err == nil:
			return name, nil
		case !IsExist(err):
			return "", err
		}
	}
}

func splitPattern(op, pattern string) (before, after string, err error) {
	star := -1
	for i := range len(pattern) {
		switch pattern[i] {
		case '/':
			return "", "", pathError(op, pattern, errSeparator)
		case '*':
			star = i
		}
	}
	if star < 0 {
		return pattern, "", nil
	}
	return pattern[:star], pattern[star+1:], nil
}

func tempName(dir, before, after string) string {
	if dir == "" {
		dir = TempDir()
	}
	if dir[len(dir)-1] != '/' {
		dir += "/"
	}
	n, digits := uint32(rt.Rand()), ""
	for digits == "" || n > 0 {
		digits = string(rune('0'+n%10)) + digits
		n /= 10
	}
	return dir + before + digits + after
}
