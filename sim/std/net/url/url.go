//go:build gopherscope

// Package url takes URLs apart and puts them together, by the host's package.
package url

import (
	"errors"
	_ "os" // linked in Go too, which brings a goroutine of the runtime
	"strconv"
	"strings"
)

// An Error says what failed with which URL.
type Error struct {
	Op  string
	URL string
	Err error
}

func (e *Error) Error() string { return e.Op + " " + strconv.Quote(e.URL) + ": " + e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

func (e *Error) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

func (e *Error) Temporary() bool {
	t, ok := e.Err.(interface{ Temporary() bool })
	return ok && t.Temporary()
}

// An EscapeError is a malformed escape, an InvalidHostError a character that no host has.
type (
	EscapeError      string
	InvalidHostError string
)

func (e EscapeError) Error() string { return "invalid URL escape " + strconv.Quote(string(e)) }

func (e InvalidHostError) Error() string {
	return "invalid character " + strconv.Quote(string(e)) + " in host name"
}

// faultOf makes an error of what the host reports: the kind of error and its text.
func faultOf(kind, text string) error {
	switch kind {
	case "":
		return nil
	case "escape":
		return EscapeError(text)
	case "host":
		return InvalidHostError(text)
	}
	return errors.New(text)
}

// A URL is [scheme:][//[userinfo@]host][/]path[?query][#fragment], or, if what follows the
// scheme does not begin with a slash, scheme:opaque[?query][#fragment].
type URL struct {
	Scheme      string
	Opaque      string
	User        *Userinfo
	Host        string // with :port
	Path        string // decoded
	Fragment    string // decoded
	RawQuery    string // encoded
	RawPath     string // encoded, if that is not the usual encoding of Path
	RawFragment string // the same for Fragment
	ForceQuery  bool   // a ? is written even if RawQuery is empty
	OmitHost    bool   // no // is written for an empty host
}

// A Userinfo is a user's name and perhaps a password; it does not change.
type Userinfo struct {
	username    string
	password    string
	passwordSet bool
}

func User(username string) *Userinfo { return &Userinfo{username, "", false} }

func UserPassword(username, password string) *Userinfo {
	return &Userinfo{username, password, true}
}

func (u *Userinfo) Username() string {
	if u == nil {
		return ""
	}
	return u.username
}

func (u *Userinfo) Password() (string, bool) {
	if u == nil {
		return "", false
	}
	return u.password, u.passwordSet
}

func (u *Userinfo) String() string {
	if u == nil || u.username == "" && u.password == "" && !u.passwordSet {
		return ""
	}
	s := text((&URL{Host: "h", User: u}).parts(), "String")
	return strings.TrimSuffix(strings.TrimPrefix(s, "//"), "@h")
}

// The host's functions. They carry a URL as its parts: the strings in the order of the
// fields, the user's name and password in place of User, and letters for what is set of
// user, password, ForceQuery and OmitHost.
func parse(raw string, request bool) (parts []string, op, subject, kind, fault string)
func text(parts []string, method string) string
func resolve(base, ref []string) []string
func join(base, elem []string) []string
func unescape(s string, path bool) (t, kind, fault string)
func query(s string) (pairs []string, kind, fault string)

func PathEscape(s string) string
func QueryEscape(s string) string

func (u *URL) parts() []string {
	flags, name, password := "", "", ""
	if u.User != nil {
		flags, name, password = "u", u.User.username, u.User.password
		if u.User.passwordSet {
			flags += "p"
		}
	}
	if u.ForceQuery {
		flags += "q"
	}
	if u.OmitHost {
		flags += "o"
	}
	return []string{u.Scheme, u.Opaque, name, password, u.Host, u.Path, u.Fragment, u.RawQuery, u.RawPath, u.RawFragment, flags}
}

func fromParts(p []string) *URL {
	u := &URL{Scheme: p[0], Opaque: p[1], Host: p[4], Path: p[5], Fragment: p[6], RawQuery: p[7], RawPath: p[8], RawFragment: p[9]}
	for i := range len(p[10]) {
		switch p[10][i] {
		case 'u':
			u.User = &Userinfo{username: p[2]}
		case 'p':
			u.User.password, u.User.passwordSet = p[3], true
		case 'q':
			u.ForceQuery = true
		case 'o':
			u.OmitHost = true
		}
	}
	return u
}

func parseURL(raw string, request bool) (*URL, error) {
	parts, op, subject, kind, fault := parse(raw, request)
	if op != "" {
		return nil, &Error{op, subject, faultOf(kind, fault)}
	}
	return fromParts(parts), nil
}

// Parse takes a URL apart; ParseRequestURI one that is absolute, as it stands in a request.
func Parse(rawURL string) (*URL, error)           { return parseURL(rawURL, false) }
func ParseRequestURI(rawURL string) (*URL, error) { return parseURL(rawURL, true) }

func (u *URL) String() string          { return text(u.parts(), "String") }
func (u *URL) EscapedPath() string     { return text(u.parts(), "EscapedPath") }
func (u *URL) EscapedFragment() string { return text(u.parts(), "EscapedFragment") }
func (u *URL) Hostname() string        { return text(u.parts(), "Hostname") }
func (u *URL) Port() string            { return text(u.parts(), "Port") }
func (u *URL) RequestURI() string      { return text(u.parts(), "RequestURI") }
func (u *URL) IsAbs() bool             { return u.Scheme != "" }

// Redacted is String with xxxxx for the password.
func (u *URL) Redacted() string {
	if u == nil {
		return ""
	}
	return text(u.parts(), "Redacted")
}

// Parse resolves ref, as it stands in a document at u.
func (u *URL) Parse(ref string) (*URL, error) {
	r, err := Parse(ref)
	if err != nil {
		return nil, err
	}
	return u.ResolveReference(r), nil
}

func (u *URL) ResolveReference(ref *URL) *URL { return fromParts(resolve(u.parts(), ref.parts())) }

// JoinPath appends elements to the path and cleans it.
func (u *URL) JoinPath(elem ...string) *URL { return fromParts(join(u.parts(), elem)) }

// JoinPath is the method for a URL given as text.
func JoinPath(base string, elem ...string) (result string, err error) {
	u, err := Parse(base)
	if err != nil {
		return "", err
	}
	return u.JoinPath(elem...).String(), nil
}

func (u *URL) MarshalBinary() (text []byte, err error) { return []byte(u.String()), nil }
func (u *URL) AppendBinary(b []byte) ([]byte, error)   { return append(b, u.String()...), nil }
func (u *URL) UnmarshalBinary(text []byte) error {
	v, err := Parse(string(text))
	if err != nil {
		return err
	}
	*u = *v
	return nil
}

func PathUnescape(s string) (string, error) {
	t, kind, fault := unescape(s, true)
	return t, faultOf(kind, fault)
}

func QueryUnescape(s string) (string, error) {
	t, kind, fault := unescape(s, false)
	return t, faultOf(kind, fault)
}
