//go:build gopherscope

package os

import (
	"errors"
	"syscall"
)

// ExpandEnv replaces $name and ${name} in s by the environment's values, Expand by what
// mapping returns.
func ExpandEnv(s string) string { return Expand(s, Getenv) }

func Expand(s string, mapping func(string) string) string {
	out, from := "", 0
	for i := 0; i < len(s); i++ {
		if s[i] != '$' || i+1 == len(s) {
			continue
		}
		out += s[from:i]
		name, size := shellName(s[i+1:])
		switch {
		case name != "":
			out += mapping(name)
		case size == 0:
			out += "$" // no name follows
		}
		i += size
		from = i + 1
	}
	return out + s[from:]
}

// shellName returns the name at the start of s and the bytes it takes, with braces; a size
// without a name is bad syntax, which is dropped.
func shellName(s string) (name string, size int) {
	special := func(c byte) bool {
		switch c {
		case '*', '#', '$', '@', '!', '?', '-':
			return true
		}
		return '0' <= c && c <= '9'
	}
	if s[0] == '{' {
		if len(s) > 2 && special(s[1]) && s[2] == '}' {
			return s[1:2], 3
		}
		for i := 1; i < len(s); i++ {
			if s[i] == '}' {
				if i == 1 {
					return "", 2
				}
				return s[1:i], i + 1
			}
		}
		return "", 1
	}
	if special(s[0]) {
		return s[:1], 1
	}
	n := 0
	for n < len(s) && (s[n] == '_' || '0' <= s[n] && s[n] <= '9' || 'a' <= s[n]|0x20 && s[n]|0x20 <= 'z') {
		n++
	}
	return s[:n], n
}

// Where a program may keep its files.
func UserHomeDir() (string, error) {
	if dir := Getenv("HOME"); dir != "" {
		return dir, nil
	}
	return "", errors.New("$HOME is not defined")
}

func UserCacheDir() (string, error)  { return homeDir("XDG_CACHE_HOME", "/.cache") }
func UserConfigDir() (string, error) { return homeDir("XDG_CONFIG_HOME", "/.config") }

// homeDir returns the directory that the environment names, or else sub of HOME.
func homeDir(key, sub string) (string, error) {
	dir := Getenv(key)
	if dir == "" {
		if dir = Getenv("HOME"); dir == "" {
			return "", errors.New("neither $" + key + " nor $HOME are defined")
		}
		return dir + sub, nil
	}
	if dir[0] != '/' {
		return "", errors.New("path in $" + key + " is relative")
	}
	return dir, nil
}

// TempDir returns the directory for temporary files.
func TempDir() string {
	if dir := Getenv("TMPDIR"); dir != "" {
		return dir
	}
	return "/tmp"
}

// Executable returns the program's path.
func Executable() (string, error) { return "/tmp/main", nil }

// Who the program is.
func Getpid() int               { return syscall.Getpid() }
func Getppid() int              { return syscall.Getppid() }
func Getuid() int               { return syscall.Getuid() }
func Geteuid() int              { return syscall.Geteuid() }
func Getgid() int               { return syscall.Getgid() }
func Getegid() int              { return syscall.Getegid() }
func Getgroups() ([]int, error) { return syscall.Getgroups() }
func Getpagesize() int          { return syscall.Getpagesize() }

// Hostname returns the name of the machine.
func Hostname() (name string, err error) { return "gopherscope", nil }

func IsPathSeparator(c uint8) bool { return c == '/' }

// IsTimeout tells whether err says that something took too long.
func IsTimeout(err error) bool {
	t, ok := err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}
