//go:build gopherscope

package os

// args returns the program's name and arguments; environ its environment as KEY=value.
func args() []string
func environ() []string

// exit ends the program at once.
func exit(code int)

// Args is the program's name and its arguments.
var Args = args()

// Exit ends the program with a status. Deferred calls do not run.
func Exit(code int) { exit(code) }

// Getpid returns a process id.
func Getpid() int { return 1 }

// Getppid returns the parent's process id.
func Getppid() int { return 0 }

// Hostname returns the name of the machine.
func Hostname() (name string, err error) { return "gopherscope", nil }

// env is the environment; nil until it is asked for.
var env []string

// find returns the index of key's entry in env, or -1.
func find(key string) int {
	if env == nil {
		env = environ()
	}
	for i, kv := range env {
		if len(kv) > len(key) && kv[len(key)] == '=' && kv[:len(key)] == key {
			return i
		}
	}
	return -1
}

// Getenv returns the value of an environment variable, "" if it is not set.
func Getenv(key string) string {
	value, _ := LookupEnv(key)
	return value
}

// LookupEnv returns the value of an environment variable and whether it is set.
func LookupEnv(key string) (string, bool) {
	i := find(key)
	if i < 0 {
		return "", false
	}
	return env[i][len(key)+1:], true
}

// Setenv sets an environment variable of the program.
func Setenv(key, value string) error {
	if key == "" {
		return &SyscallError{"setenv", errBadArg}
	}
	if i := find(key); i >= 0 {
		env[i] = key + "=" + value
	} else {
		env = append(env, key+"="+value)
	}
	return nil
}

// Unsetenv removes an environment variable.
func Unsetenv(key string) error {
	if i := find(key); i >= 0 {
		env = append(env[:i], env[i+1:]...)
	}
	return nil
}

// Clearenv removes all environment variables.
func Clearenv() { env = []string{} }

// Environ returns a copy of the environment.
func Environ() []string {
	find("")
	return append([]string(nil), env...)
}

// A Signal is what an operating system sends to a process.
type Signal interface {
	String() string
	Signal()
}

type signal int

func (s signal) Signal() {}

func (s signal) String() string {
	if s == 2 {
		return "interrupt"
	}
	return "killed"
}

// The signals that exist everywhere. The machine never sends one.
var (
	Interrupt Signal = signal(2)
	Kill      Signal = signal(9)
)
