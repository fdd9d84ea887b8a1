//go:build gopherscope

package url

import (
	"slices"
	"strings"
)

// Values are the parameters of a query or a form: each key has a list of values.
type Values map[string][]string

// Get returns the first value of key, "" if it has none.
func (v Values) Get(key string) string {
	if list := v[key]; len(list) > 0 {
		return list[0]
	}
	return ""
}

func (v Values) Set(key, value string) { v[key] = []string{value} }
func (v Values) Add(key, value string) { v[key] = append(v[key], value) }
func (v Values) Del(key string)        { delete(v, key) }

func (v Values) Has(key string) bool {
	_, ok := v[key]
	return ok
}

// Encode returns key=value&… in the order of keys.
func (v Values) Encode() string {
	keys := make([]string, 0, len(v))
	for key := range v {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var b strings.Builder
	for _, key := range keys {
		escaped := QueryEscape(key)
		for _, value := range v[key] {
			if b.Len() > 0 {
				b.WriteByte('&')
			}
			b.WriteString(escaped)
			b.WriteByte('=')
			b.WriteString(QueryEscape(value))
		}
	}
	return b.String()
}

// ParseQuery returns the parameters of a query, and the first fault; what is not malformed
// is there all the same.
func ParseQuery(s string) (Values, error) {
	pairs, kind, fault := query(s)
	v := Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v, faultOf(kind, fault)
}

// Query returns the parameters of the URL that are not malformed.
func (u *URL) Query() Values {
	v, _ := ParseQuery(u.RawQuery)
	return v
}
