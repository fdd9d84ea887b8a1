//go:build gopherscope

package syscall

// environ returns the environment that the program starts with, as KEY=value.
func environ() []string

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

// Getenv returns the value of an environment variable and whether it is set.
func Getenv(key string) (value string, found bool) {
	if i := find(key); i >= 0 && key != "" {
		return env[i][len(key)+1:], true
	}
	return "", false
}

// Setenv sets an environment variable of the program.
func Setenv(key, value string) error {
	if key == "" {
		return EINVAL
	}
	for i := range len(key) {
		if key[i] == '=' || key[i] == 0 {
			return EINVAL
		}
	}
	for i := range len(value) {
		if value[i] == 0 {
			return EINVAL
		}
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
	return append([]string{}, env...)
}
