//go:build gopherscope

// Package path works on slash-separated paths, by the host's package.
package path

import "errors"

// ErrBadPattern says that a pattern is malformed.
var ErrBadPattern = errors.New("syntax error in pattern")

func Base(path string) string
func Clean(path string) string
func Dir(path string) string
func Ext(path string) string
func IsAbs(path string) bool
func Split(path string) (dir, file string)
func match(pattern, name string) (matched, ok bool)

// Match tells whether name matches a shell pattern.
func Match(pattern, name string) (matched bool, err error) {
	matched, ok := match(pattern, name)
	if !ok {
		err = ErrBadPattern
	}
	return matched, err
}

// Join joins the elements that are not empty with slashes, and cleans the result.
func Join(elem ...string) string {
	path := ""
	for _, e := range elem {
		if path != "" {
			path += "/"
		}
		path += e
	}
	if path == "" {
		return ""
	}
	return Clean(path)
}
