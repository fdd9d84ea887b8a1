//go:build gopherscope

// Package filepath works on paths of the machine's files, which are slash-separated.
package filepath

import (
	"errors"
	"internal/glob"
	"io/fs"
	"os"
	"path"
	"strings"
)

// What separates the elements of a path, and paths in a list.
const (
	Separator     = '/'
	ListSeparator = ':'
)

var (
	ErrBadPattern = path.ErrBadPattern

	SkipDir = fs.SkipDir
	SkipAll = fs.SkipAll
)

// A WalkFunc is called by Walk for each file.
type WalkFunc func(path string, info fs.FileInfo, err error) error

func Base(p string) string          { return path.Base(p) }
func Clean(p string) string         { return path.Clean(p) }
func Dir(p string) string           { return path.Dir(p) }
func Ext(p string) string           { return path.Ext(p) }
func IsAbs(path string) bool        { return strings.HasPrefix(path, "/") }
func FromSlash(path string) string  { return path }
func ToSlash(path string) string    { return path }
func VolumeName(path string) string { return "" }
func Join(elem ...string) string    { return path.Join(elem...) }

func Split(p string) (dir, file string)                    { return path.Split(p) }
func Match(pattern, name string) (matched bool, err error) { return path.Match(pattern, name) }
func IsLocal(p string) bool {
	if p == "" {
		return false
	}
	p = path.Clean(p)
	return p[0] != '/' && p != ".." && !strings.HasPrefix(p, "../")
}

// Localize returns a path of an io/fs, with slashes, as one of the system's.
func Localize(p string) (string, error) {
	if !fs.ValidPath(p) || strings.ContainsRune(p, 0) {
		return "", errors.New("invalid path")
	}
	return p, nil
}

// HasPrefix tells whether p begins with prefix, as strings and not as paths.
func HasPrefix(p, prefix string) bool { return strings.HasPrefix(p, prefix) }

// EvalSymlinks returns p with no symbolic link in it.
func EvalSymlinks(p string) (string, error) {
	for links := 0; ; {
		info, err := os.Lstat(p)
		if err != nil {
			return "", err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			break
		}
		if links++; links > 255 {
			return "", errors.New("EvalSymlinks: too many links")
		}
		target, err := os.Readlink(p)
		if err != nil {
			return "", err
		}
		if !IsAbs(target) {
			dir, _ := path.Split(p)
			target = dir + target
		}
		p = target
	}
	dir, base := path.Split(path.Clean(p))
	switch {
	case base == "" || base == "." || base == "..":
		return path.Clean(p), nil
	case dir == "":
		return base, nil
	}
	if dir == "/" {
		return dir + base, nil
	}
	dir, err := EvalSymlinks(dir[:len(dir)-1])
	if err != nil {
		return "", err
	}
	return Join(dir, base), nil
}

// Glob returns the files whose paths match a pattern, nil if there are none.
func Glob(pattern string) (matches []string, err error) {
	return glob.Glob(pattern, func(dir string) []string {
		list, _ := os.ReadDir(dir)
		names := make([]string, len(list))
		for i, e := range list {
			names[i] = e.Name()
		}
		return names
	}, func(name string) bool {
		_, err := os.Lstat(name)
		return err == nil
	})
}

// SplitList splits a list such as PATH.
func SplitList(path string) []string {
	if path == "" {
		return []string{}
	}
	return strings.Split(path, ":")
}

// Abs returns p from the root.
func Abs(p string) (string, error) {
	if IsAbs(p) {
		return path.Clean(p), nil
	}
	wd, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return Join(wd, p), nil
}

// Rel returns the path from basepath to targpath.
func Rel(basepath, targpath string) (string, error) {
	from, to := path.Clean(basepath), path.Clean(targpath)
	if from == to {
		return ".", nil
	}
	if from == "." {
		from = ""
	}
	if to == "." {
		to = ""
	}
	if IsAbs(from) != IsAbs(to) {
		return "", errors.New("Rel: can't make " + targpath + " relative to " + basepath)
	}
	f, t := elements(from), elements(to)
	for len(f) > 0 && len(t) > 0 && f[0] == t[0] {
		f, t = f[1:], t[1:]
	}
	for i := range f {
		if f[i] == ".." {
			return "", errors.New("Rel: can't make " + targpath + " relative to " + basepath)
		}
		f[i] = ".."
	}
	return strings.Join(append(f, t...), "/"), nil
}

func elements(p string) []string {
	return strings.FieldsFunc(p, func(r rune) bool { return r == '/' })
}

// WalkDir calls fn for root and all files beneath, in the order of names.
func WalkDir(root string, fn fs.WalkDirFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walk(root, fs.FileInfoToDirEntry(info), fn)
	}
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walk(name string, d fs.DirEntry, fn fs.WalkDirFunc) error {
	if err := fn(name, d, nil); err != nil || !d.IsDir() {
		if err == SkipDir && d.IsDir() {
			err = nil
		}
		return err
	}
	entries, err := os.ReadDir(name)
	if err != nil {
		if err = fn(name, d, err); err != nil {
			return err
		}
	}
	for _, e := range entries {
		if err := walk(Join(name, e.Name()), e, fn); err != nil {
			if err == SkipDir {
				break
			}
			return err
		}
	}
	return nil
}

// Walk is WalkDir with a description of each file.
func Walk(root string, fn WalkFunc) error {
	return WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if d == nil {
			return fn(p, nil, err)
		}
		info, _ := d.Info()
		return fn(p, info, err)
	})
}
