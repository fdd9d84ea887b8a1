//go:build gopherscope

// Package glob finds the files whose paths match a pattern, for io/fs and path/filepath.
package glob

import "path"

// Glob returns the paths that match pattern, in the order of their elements. names returns what
// is in a directory, in order, and nil for what is none; exists tells whether there is a file.
func Glob(pattern string, names func(dir string) []string, exists func(name string) bool) ([]string, error) {
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, err
	}
	if !hasMeta(pattern) {
		if !exists(pattern) {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, file := path.Split(pattern)
	switch dir {
	case "":
		dir = "."
	case "/":
	default:
		dir = dir[:len(dir)-1]
	}
	if dir == pattern {
		return nil, path.ErrBadPattern
	}
	dirs := []string{dir}
	if hasMeta(dir) {
		var err error
		if dirs, err = Glob(dir, names, exists); err != nil {
			return nil, err
		}
	}
	var matches []string
	for _, d := range dirs {
		for _, name := range names(d) {
			ok, err := path.Match(file, name)
			if err != nil {
				return matches, err
			}
			if ok {
				matches = append(matches, path.Join(d, name))
			}
		}
	}
	return matches, nil
}

func hasMeta(pattern string) bool {
	for i := range len(pattern) {
		switch pattern[i] {
		case '*', '?', '[', '\\':
			return true
		}
	}
	return false
}
