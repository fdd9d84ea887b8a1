//go:build gopherscope

// Package path works on slash-separated paths, by the host's package.
package path

import (
	"errors"
	"strings"
)

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
	for len(elem) > 0 && elem[0] == "" {
		elem = elem[1:]
	}
	if len(elem) == 0 {
		return ""
	}
	return Clean(strings.Join(elem, "/"))
}
