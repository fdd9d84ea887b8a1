package std

import (
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// urlNatives are the natives of net/url.
var urlNatives = map[string]any{
	"net/url.parse":       parseURL,
	"net/url.text":        textOfURL,
	"net/url.resolve":     resolveURL,
	"net/url.join":        joinURL,
	"net/url.unescape":    unescapeURL,
	"net/url.query":       parseQuery,
	"net/url.PathEscape":  url.PathEscape,
	"net/url.QueryEscape": url.QueryEscape,
}

// A URL travels as its strings in the order of the fields, the user's name and password in
// place of User, and then letters: u if there is a user, p a password, q ForceQuery, o OmitHost.

func urlParts(u *url.URL) []string {
	var flags, name, password string
	if u.User != nil {
		flags, name = "u", u.User.Username()
		var ok bool
		if password, ok = u.User.Password(); ok {
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

func urlOf(p []string) *url.URL {
	u := &url.URL{Scheme: p[0], Opaque: p[1], Host: p[4], Path: p[5], Fragment: p[6], RawQuery: p[7], RawPath: p[8], RawFragment: p[9]}
	flags := p[10]
	switch {
	case strings.Contains(flags, "p"):
		u.User = url.UserPassword(p[2], p[3])
	case strings.Contains(flags, "u"):
		u.User = url.User(p[2])
	}
	u.ForceQuery, u.OmitHost = strings.Contains(flags, "q"), strings.Contains(flags, "o")
	return u
}

// urlFault returns the kind of an error and its text: that of an EscapeError or an
// InvalidHostError is what it holds.
func urlFault(err error) (kind, text string) {
	var escape url.EscapeError
	var host url.InvalidHostError
	switch {
	case err == nil:
		return "", ""
	case errors.As(err, &escape):
		return "escape", string(escape)
	case errors.As(err, &host):
		return "host", string(host)
	}
	return "other", err.Error()
}

func parseURL(raw string, request bool) (parts []string, op, subject, kind, fault string) {
	parse := url.Parse
	if request {
		parse = url.ParseRequestURI
	}
	u, err := parse(raw)
	if err == nil {
		return urlParts(u), "", "", "", ""
	}
	e := err.(*url.Error)
	kind, fault = urlFault(e.Err)
	return nil, e.Op, e.URL, kind, fault
}

func textOfURL(parts []string, method string) string {
	u := urlOf(parts)
	switch method {
	case "EscapedPath":
		return u.EscapedPath()
	case "EscapedFragment":
		return u.EscapedFragment()
	case "Hostname":
		return u.Hostname()
	case "Port":
		return u.Port()
	case "RequestURI":
		return u.RequestURI()
	case "Redacted":
		return u.Redacted()
	}
	return u.String()
}

func resolveURL(base, ref []string) []string {
	return urlParts(urlOf(base).ResolveReference(urlOf(ref)))
}

func joinURL(base, elem []string) []string { return urlParts(urlOf(base).JoinPath(elem...)) }

func unescapeURL(s string, path bool) (t, kind, fault string) {
	unescape := url.QueryUnescape
	if path {
		unescape = url.PathUnescape
	}
	t, err := unescape(s)
	kind, fault = urlFault(err)
	return t, kind, fault
}

// parseQuery returns keys and values in turn, in the order of keys and, for one, as given.
func parseQuery(s string) (pairs []string, kind, fault string) {
	v, err := url.ParseQuery(s)
	kind, fault = urlFault(err)
	for _, key := range slices.Sorted(maps.Keys(v)) {
		for _, value := range v[key] {
			pairs = append(pairs, key, value)
		}
	}
	return pairs, kind, fault
}
